package io.glyphstream.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.glyphstream.onnx.messages.PropertyMessage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file calls the classes, in the forms that other programs write. */
class FileNamesTest {

    private static final List<String> PETS = List.of("cat", "dog", "it's");

    private static ImportedNetwork read(String... properties) throws InvalidOnnxException {
        var sketch = Sketch.of(13)
                .input("x", 0, 1, 4, 4)
                .weights("w", 3, 16)
                .node("Flatten", "x", "f")
                .node("Gemm", "f w", "y", Sketch.whole("transB", 1));
        for (int i = 0; i < properties.length; i += 2) {
            sketch.model.addMetadataProps(
                    PropertyMessage.newBuilder().setKey(properties[i]).setValue(properties[i + 1]));
        }
        return OnnxImport.read(sketch.bytes(), ImportSettings.none());
    }

    private static List<String> leftOut(ImportedNetwork network) {
        assertThat(network.classNames()).isEmpty();
        return network.notes().stream()
                .filter(note -> note.startsWith("The names"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{0: 'cat', 1: 'dog', 2: \"it's\"}",
                "{\"0\": \"cat\", \"1\": \"dog\", \"2\": \"it's\"}",
                "{2: 'it\\'s', 0: 'c\\x61t', 1: 'd\\u006fg',}",
                "['cat', 'dog', \"it's\"]",
                " [\"cat\",\n \"dog\", \"it\\u0027s\"]\n",
                "('cat', 'dog', \"it's\",)",
                "cat,dog,it's",
                "cat, dog, it's",
                "cat\ndog\r\nit's\n"
            })
    void theFormsOfOtherProgramsAreRead(String text) throws InvalidOnnxException {
        assertThat(read("names", text).classNames()).isEqualTo(PETS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"names", "class_names", "classes", "labels", "class_labels", "id2label"})
    void theKeysOfOtherProgramsAreKnown(String key) throws InvalidOnnxException {
        var network = read("stride", "32", key, "cat,dog,it's");

        assertThat(network.classNames()).isEqualTo(PETS);
        assertThat(leftOut(read("key", "cat,dog,it's"))).isEmpty();
    }

    @Test
    void anotherKeyIsTakenWhereTheFirstHasNoNames() throws InvalidOnnxException {
        var network = read("labels", "['cat', 'dog', \"it's\"]", "names", "3");

        assertThat(network.classNames()).isEqualTo(PETS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{0: 'cat', 1: 'dog'}                     | there are 2 for 3 classes",
                "cat,dog                                  | there are 2 for 3 classes",
                "{}                                       | there are 0 for 3 classes",
                "3                                        | there are 1 for 3 classes",
                "{0: 'cat', 1: 'dog', 3: 'cow'}           | there are 3, but one of them for class 3",
                "{0: 'cat', 0: 'dog', 1: 'cow'}           | class 0 has two names",
                "{0: 'cat', 1: 'dog', 99999: 'cow'}       | at character 22 there must be the number of a class",
                "{'0\": 'cat'}                            | at character 4 there must be '''",
                "{0: cat}                                 | at character 5 there must be a name in quotes",
                "{0: 'cat' 1: 'dog'}                      | at character 11 there must be ',' or '}'",
                "['cat', 'dog', 'cow'] and more           | at character 23 there must be the end",
                "['cat', 'dog', 'cow                      | at character 20 there must be the end of a name",
                "['cat', 'dog', 'c\\ow']                  | at character 19 there must be an escape of Python or JSON",
                "['cat', 'dog', '\\ud800']                | a name is no text in Unicode"
            })
    void namesThatCannotBeMeantAreLeftOutAndThatIsSaid(String text, String why) throws InvalidOnnxException {
        assertThat(leftOut(read("names", text)))
                .containsExactly("The names of classes that the file has as 'names' are left out: " + why
                        + ". --class-names says what classes are called.");
    }

    @Test
    void aTextOfAnyLengthTakesLittleTime() throws InvalidOnnxException {
        assertThat(leftOut(read("names", "[".repeat(1 << 20))))
                .singleElement()
                .asString()
                .contains("at most 131072");
        assertThat(leftOut(read("names", ",".repeat(1 << 16))))
                .singleElement()
                .asString()
                .contains("there are 4097");
        assertThat(leftOut(read("names", "['',".repeat(1) + "'',".repeat(1 << 14) + "]")))
                .singleElement()
                .asString()
                .contains("more than 4096");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedTextsAreReadOrLeftOut(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder("{0: 'cat', \"1\": \"d\\u006fg\", 2: 'c\\U0001f42ew'}");
            for (int change = 0; change < 3; change++) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, "{}[]()'\"\\:,09uUx \n\0".charAt(random.nextInt(19)));
            }
            text.setLength(random.nextInt(text.length()) + 1);
            var property = PropertyMessage.newBuilder()
                    .setKey("names")
                    .setValue(text.toString())
                    .build();
            assertThatCode(() -> FileNames.of(List.of(property), 3)).doesNotThrowAnyException();
        }
    }
}
