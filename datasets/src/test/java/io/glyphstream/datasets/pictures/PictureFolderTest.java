package io.glyphstream.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.datasets.pictures.PictureOutcome.Loaded;
import io.glyphstream.datasets.pictures.PictureOutcome.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PictureFolderTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void subfoldersThatAreNumbersAreTheLabels() throws IOException {
        picture("7/a.png", 7);
        picture("7/b.JPG", 7);
        picture("12/c.bmp", 1);
        picture("3/d.gif", 3);

        PictureFolder pictures = PictureFolder.open(folder);

        assertThat(pictures.pictures(PictureConversion.asMnist()).map(PictureFolderTest::summary))
                .containsExactly("c.bmp 12", "d.gif 3", "a.png 7", "b.JPG 7");
        assertThat(pictures.labels()).containsExactly(entry("3", 3), entry("7", 7), entry("12", 12));
    }

    @Test
    void otherSubfoldersAreCountedInTheirNaturalOrder() throws IOException {
        picture("digit10/a.png", 3);
        picture("digit2/b.png", 8);
        picture("\u00fcbung/c.png", 8);
        picture("absent2/d.png", 8);
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve(".hidden"));

        PictureFolder pictures = PictureFolder.open(folder);

        assertThat(pictures.labels())
                .containsExactly(entry("absent2", 0), entry("digit2", 1), entry("digit10", 2), entry("\u00fcbung", 3));
        assertThat(pictures.ignored()).containsExactly(folder.resolve("empty"));
        assertThat(pictures.pictures(PictureConversion.asMnist()).map(PictureFolderTest::summary))
                .containsExactly("d.png 0", "a.png 2", "b.png 1", "c.png 3");
    }

    @Test
    void numbersAndOtherNamesTogetherAreRefused() throws IOException {
        for (int label = 0; label <= 11; label++) {
            picture(label + "/a.png", label);
        }
        picture("rejects/a.png", 1);

        assertThatThrownBy(() -> PictureFolder.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessage(folder
                        + ": expected subfolders whose names are all numbers, or none of them, but found labels for 0, 1, 2,"
                        + " 3, 4, 5, 6, 7, 8, 9, 10, 11 and none for rejects. Leave folders out (--leave-out rejects) or say"
                        + " what they are (--label rejects=12)");
    }

    @Test
    void wishesDecideWhatNamesDoNotSay() throws IOException {
        picture("2/a.png", 2);
        picture("rejects/b.png", 1);
        picture("two/c.png", 2);

        PictureFolder pictures = PictureFolder.open(folder, new FolderLabels(Set.of("rejects"), Map.of("two", 2)));

        assertThat(pictures.labels()).containsOnly(entry("2", 2), entry("two", 2));
        assertThat(pictures.ignored()).containsExactly(folder.resolve("rejects"));
        assertThatThrownBy(() -> PictureFolder.open(folder, new FolderLabels(Set.of("reject"), Map.of())))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + " has no subfolder reject; it has 2, rejects, two");
    }

    @Test
    void classesOfAModelAreTheLabelsOfSubfoldersThatAreCalledAfterThem() throws IOException {
        picture("7/a.png", 7);
        picture("dog/b.png", 1);
        picture("rejects/c.png", 2);
        var labels = new FolderLabels(Set.of(), Map.of()).withClassNames(List.of("cat", "dog", "7"));

        assertThat(PictureFolder.open(
                                folder,
                                new FolderLabels(Set.of("rejects"), Map.of())
                                        .withClassNames(List.of("cat", "dog", "7")))
                        .labels())
                .containsExactly(entry("dog", 1), entry("7", 2));
        assertThatThrownBy(() -> PictureFolder.open(folder, labels))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        folder + ": expected subfolders that are called as the model's classes are, cat, dog, 7, but"
                                + " found rejects. Leave it out (--leave-out rejects) or say which label it is"
                                + " (--label rejects=0)");
    }

    @ParameterizedTest
    @CsvSource({
        "007, 7, and, are both 7",
        "256, 1, labels within [0 255] but found 256, --leave-out 256",
        "2024, 2025, labels within [0 255] but found 2024, --label 2024=",
        "99999999999999999999, 1, but found 99999999999999999999, --leave-out"
    })
    void numbersThatAreNoLabelsAreRefused(String one, String other, String rule, String advice) throws IOException {
        picture(one + "/a.png", 1);
        picture(other + "/b.png", 1);

        assertThatThrownBy(() -> PictureFolder.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(rule.replace("0 255", "0, 255"))
                .hasMessageContaining(advice);
    }

    @Test
    void leadingZerosAndDigitsOfOtherScriptsAreNumbers() throws IOException {
        picture("00/a.png", 1);
        picture("010/b.png", 1);
        picture("\u0663/c.png", 1);

        assertThat(PictureFolder.open(folder).labels())
                .containsExactly(entry("00", 0), entry("\u0663", 3), entry("010", 10));
    }

    @Test
    void picturesInTheFolderItselfAreUnlabeled() throws IOException {
        picture("one.png", 1);
        picture("two.png", 2);

        PictureFolder pictures = PictureFolder.open(folder);

        assertThat(pictures.labels()).isEmpty();
        assertThat(pictures.pictures(PictureConversion.asMnist()).map(PictureFolderTest::summary))
                .containsExactly("one.png unlabeled", "two.png unlabeled");
    }

    @Test
    void badPicturesAreToldAndStopNothing() throws IOException {
        picture("0/a.png", 0);
        Files.writeString(folder.resolve("0/b.png"), "junk");
        picture("1/c.png", 1);
        Files.writeString(folder.resolve("1/readme.txt"), "not a picture, and not called one");
        Files.writeString(folder.resolve("1/.hidden.png"), "not even looked at");

        PictureFolder pictures = PictureFolder.open(folder);
        List<PictureOutcome> read =
                pictures.pictures(PictureConversion.asMnist()).toList();

        assertThat(pictures.size()).isEqualTo(3);
        assertThat(pictures.ignored()).containsExactly(folder.resolve("1/readme.txt"));
        assertThat(read.stream().filter(Loaded.class::isInstance).map(PictureFolderTest::summary))
                .containsExactly("a.png 0", "c.png 1");
        assertThat(read)
                .filteredOn(Rejected.class::isInstance)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.type(Rejected.class))
                .satisfies(bad -> assertThat(bad.reason()).contains("not a picture of a known kind"))
                .extracting(Rejected::file)
                .isEqualTo(folder.resolve("0/b.png"));
    }

    @Test
    void picturesAreReadOnlyWhenTheyAreAskedFor() throws IOException {
        picture("a.png", 1);
        picture("b.png", 2);
        PictureFolder pictures = PictureFolder.open(folder);

        var iterator = pictures.pictures(PictureConversion.asMnist()).iterator();
        PictureOutcome first = iterator.next();
        Files.delete(folder.resolve("b.png"));
        PictureOutcome second = iterator.next();

        assertThat(first).isInstanceOf(Loaded.class);
        assertThat(second)
                .isEqualTo(new Rejected(folder.resolve("b.png"), folder.resolve("b.png") + " does not exist"));
    }

    @Test
    void tellsThatThereIsNothingToRead() throws IOException {
        Files.createDirectories(folder.resolve("deep/er"));
        picture("deep/er/a.png", 1);

        assertThatThrownBy(() -> PictureFolder.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder + " has no pictures");
        assertThatThrownBy(() -> PictureFolder.open(folder.resolve("absent")))
                .isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("absent") + " does not exist");
    }

    private void picture(String place, int digit) throws IOException {
        Path file = folder.resolve(place);
        Files.createDirectories(file.resolveSibling("."));
        String format = List.of("png", "jpg", "bmp", "gif").stream()
                .filter(ending -> place.toLowerCase(Locale.ROOT).endsWith(ending))
                .findFirst()
                .orElseThrow();
        Files.write(file, Drawing.encoded(Drawing.gray(DigitPainter.drawDigit(digit % 10, 1), 4), format));
    }

    private static String summary(PictureOutcome outcome) {
        if (outcome instanceof Loaded loaded) {
            OptionalInt label = loaded.label();
            return loaded.file().getFileName() + " " + (label.isPresent() ? label.getAsInt() : "unlabeled");
        }
        return outcome.toString();
    }
}
