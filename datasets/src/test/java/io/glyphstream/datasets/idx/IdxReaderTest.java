package io.glyphstream.datasets.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.LabeledImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdxReaderTest {

    private static final int HEADER = 16;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"0, 28, 28, 1", "1, 1, 1, 2", "7, 5, 3, 3", "100, 28, 28, 4"})
    void readsWhatWasWrittenGzippedOrNot(int count, int rows, int columns, long seed) {
        byte[] images = IdxBytes.images(count, rows, columns, seed);
        byte[] labels = IdxBytes.labels(new int[count]);

        LabeledImages plain = IdxReader.read("plain", file("i", images), file("l", labels), 10);
        LabeledImages gzipped =
                IdxReader.read("gzipped", file("i.gz", IdxBytes.gzip(images)), file("l.gz", IdxBytes.gzip(labels)), 10);

        assertThat(plain.pixels()).isEqualTo(Arrays.copyOfRange(images, HEADER, images.length));
        assertThat(plain.size()).isEqualTo(count);
        assertThat(plain.rows()).isEqualTo(rows);
        assertThat(plain.columns()).isEqualTo(columns);
        assertThat(gzipped.sha256()).isEqualTo(plain.sha256());
    }

    @ParameterizedTest
    @CsvSource({"0, 9, 5, 1", "1, 28, 28, 2", "13, 3, 7, 3"})
    void streamsTheSameImagesAsItReadsAtOnce(int count, int rows, int columns, long seed) {
        Path images = file("images.gz", IdxBytes.gzip(IdxBytes.images(count, rows, columns, seed)));
        LabeledImages atOnce = IdxReader.read("all", images, file("labels", IdxBytes.labels(new int[count])), 1);

        try (IdxImages stream = IdxImages.open(images)) {
            for (int i = 0; i < count; i++) {
                assertThat(stream.hasNext()).isTrue();
                assertThat(stream.next()).isEqualTo(atOnce.image(i));
            }
            assertThat(stream.hasNext()).isFalse();
        }
    }

    static Stream<Arguments> damagedImages() {
        byte[] good = IdxBytes.images(3, 4, 5, 1);
        byte[] body = new byte[3 * 4 * 5];
        return Stream.of(
                arguments("no bytes", new byte[0], "expected a header of 16 bytes but found 0"),
                arguments("half a header", Arrays.copyOf(good, 9), "expected a header of 16 bytes but found 9"),
                arguments(
                        "labels",
                        IdxBytes.labels(new int[20]),
                        "expected magic number 0x00000803 (images) but found 0x00000801 (labels)"),
                arguments("other magic", IdxBytes.join(0x0d03, body, 3, 4, 5), "but found 0x00000d03"),
                arguments("cut off", Arrays.copyOf(good, good.length - 1), "truncated"),
                arguments("trailing bytes", Arrays.copyOf(good, good.length + 1), "trailing bytes"),
                arguments(
                        "no rows", IdxBytes.join(0x0803, body, 3, 0, 5), "expected rows within [1, 1024] but found 0"),
                arguments(
                        "absurd columns",
                        IdxBytes.join(0x0803, body, 3, 4, -1),
                        "expected columns within [1, 1024] but found 4294967295"),
                arguments(
                        "absurd count",
                        IdxBytes.join(0x0803, body, -2, 4, 5),
                        "expected a count within [0, 2147483647] but found 4294967294"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damagedImages")
    void namesTheDefectAndTheFileGzippedOrNot(String defect, byte[] bytes, String message) {
        Path labels = file("labels", IdxBytes.labels(0, 0, 0));
        Path plain = file("plain", bytes);
        Path gzipped = file("gzipped", IdxBytes.gzip(bytes));

        assertThatThrownBy(() -> IdxReader.read("test", plain, labels, 10))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(plain.toString())
                .hasMessageContaining(message);
        assertThatThrownBy(() -> IdxReader.read("test", gzipped, labels, 10))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(gzipped.toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"1", "5", "12", "40", "90"})
    void noticesGzipStreamThatIsCutOff(int length) {
        byte[] gzipped = IdxBytes.gzip(IdxBytes.images(3, 4, 5, 1));
        Path images = file("images.gz", Arrays.copyOf(gzipped, Math.min(length, gzipped.length - 1)));
        Path labels = file("labels", IdxBytes.labels(0, 0, 0));

        assertThatThrownBy(() -> IdxReader.read("test", images, labels, 10))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(images.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void damagedFilesNeverEndInAnythingButDataException(long seed) {
        var random = new SplittableRandom(seed);
        byte[] images = IdxBytes.images(3, 4, 5, seed);
        byte[] labels = IdxBytes.labels(1, 2, 3);
        for (int round = 0; round < 300; round++) {
            var damagedImages = file("i", damaged(random.nextBoolean() ? images : IdxBytes.gzip(images), random));
            var damagedLabels = file("l", damaged(random.nextBoolean() ? labels : IdxBytes.gzip(labels), random));
            try {
                LabeledImages read = IdxReader.read("damaged", damagedImages, damagedLabels, 10);
                assertThat(read.pixels()).hasSize(read.size() * read.rows() * read.columns());
            } catch (DataException refused) {
                assertThat(refused).hasMessageStartingWith(folder.toString());
            }
        }
    }

    private static byte[] damaged(byte[] good, SplittableRandom random) {
        byte[] damaged = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
        for (int flips = random.nextInt(3); flips > 0 && damaged.length > 0; flips--) {
            damaged[random.nextInt(Math.min(damaged.length, 24))] = (byte) random.nextInt();
        }
        return damaged;
    }

    @Test
    void lyingHeaderOfGzippedFileCostsNoMemory() {
        int count = 1023;
        byte[] lying = IdxBytes.join(0x0803, new byte[100], count, 1024, 1024);
        Path images = file("lying.gz", IdxBytes.gzip(lying));
        Path labels = file("labels", IdxBytes.labels(new int[count]));

        assertThatThrownBy(() -> IdxReader.read("test", images, labels, 10))
                .hasMessageContaining(
                        "truncated: expected 1072693248 bytes (1023 images of 1024 x 1024) but found 100");
    }

    @Test
    void refusesMoreThanMemoryHolds() {
        Path images = file("large.gz", IdxBytes.gzip(IdxBytes.join(0x0803, new byte[0], 1025, 1024, 1024)));
        Path labels = file("labels", IdxBytes.labels(new int[1025]));

        assertThatThrownBy(() -> IdxReader.read("test", images, labels, 10))
                .hasMessageContaining("expected at most 1073741824 bytes")
                .hasMessageContaining("found 1074790400");
    }

    @Test
    void refusesImagesWithoutTheirLabels() {
        Path images = file("images", IdxBytes.images(3, 4, 5, 1));
        Path labels = file("labels", IdxBytes.labels(1, 2));

        assertThatThrownBy(() -> IdxReader.read("test", images, labels, 10))
                .isInstanceOf(DataException.class)
                .hasMessage(images + ": expected 2 images, as many as labels in " + labels + ", but found 3");
    }

    @Test
    void refusesLabelOutOfRange() {
        Path images = file("images", IdxBytes.images(3, 4, 5, 1));
        Path labels = file("labels", IdxBytes.labels(1, 10, 2));

        assertThatThrownBy(() -> IdxReader.read("test", images, labels, 10))
                .isInstanceOf(DataException.class)
                .hasMessage(labels + ": expected label 1 within [0, 9] but found 10");
        assertThat(IdxReader.readLabels(labels)).containsExactly(1, 10, 2);
    }

    @Test
    void namesFileThatIsNotThere() {
        assertThatThrownBy(() -> IdxImages.open(folder.resolve("absent")))
                .isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("absent") + " does not exist");
    }

    private Path file(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
