package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that cannot be trained on are answered with the rule and the value, before training, by exit code 4. */
final class TrainingDataMistakesTest {

    @TempDir
    private Path home = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "knn"})
    void imagesOfTwoSizes(String kind) throws IOException {
        write("train", 8, 0, 1, 0, 1);
        write("t10k", 6, 0, 1);

        assertRefused(4, "training images and test images of one size but found 8 x 8 and 6 x 6", kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "knn"})
    void imagesOfOneClass(String kind) throws IOException {
        write("train", 8, 3, 3, 3);
        write("t10k", 8, 3);

        assertRefused(4, "at least 2 classes but all 3 show class 3", kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "knn"})
    void noImages(String kind) throws IOException {
        write("train", 8);
        write("t10k", 8, 0, 1);

        assertRefused(4, "at least 1 training image but there are none", kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "knn"})
    void aClassWithoutTrainingImages(String kind) throws IOException {
        write("train", 8, 0, 1, 0, 1);
        write("t10k", 8, 0, 1, 2);

        assertRefused(4, "class 2 has none; there are 4 training images of 2 classes", kind);
    }

    @Test
    void moreNeighborsThanReferences() throws IOException {
        write("train", 8, 0, 1, 0, 1);
        write("t10k", 8, 0, 1);

        assertRefused(2, "k must be within [1, 4], the number of references, but was 100000", "knn", "--k", "100000");
    }

    private void assertRefused(int exitCode, String rule, String... command) {
        var line = new ArrayList<>(List.of("train"));
        line.addAll(List.of(command));
        line.addAll(List.of("--no-publish", "--dataset", home.toString()));

        var result = new Shell(home).run(line.toArray(String[]::new));

        assertThat(result.err()).contains(rule).doesNotContain("unexpected");
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }

    private void write(String part, int side, int... labels) throws IOException {
        var pixels = ByteBuffer.allocate(16 + labels.length * side * side)
                .putInt(0x803)
                .putInt(labels.length)
                .putInt(side)
                .putInt(side);
        var bytes = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            bytes.put((byte) label);
        }
        Files.write(home.resolve(part + "-images-idx3-ubyte"), pixels.array());
        Files.write(home.resolve(part + "-labels-idx1-ubyte"), bytes.array());
    }
}
