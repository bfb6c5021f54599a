package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain mistakes in data end with exit code 4, the rule and the value. */
final class BadDataTest {

    @TempDir
    private Path home = Path.of("");

    @Test
    void trainingAndTestImagesOfTwoSizesAreRefused() throws IOException {
        Path folder = idx(28, 20, 3);

        var result = new Shell(home).run("produce", folder.toString());

        assertThat(result.err())
                .contains("expected training images and test images of one size but found 28 x 28 and 20 x 20");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void aSetWithoutTestImagesIsRefused() throws IOException {
        Path folder = idx(28, 28, 0);

        var result = new Shell(home).run("produce", folder.toString());

        assertThat(result.err()).contains("idx:test has no images: expected at least one");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void anIncompleteSetIsToldByItsMissingFile() throws IOException {
        Path folder = idx(28, 28, 3);
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));

        var result = new Shell(home).run("produce", folder.toString());

        assertThat(result.err()).contains("of the four IDX files " + folder + " lacks t10k-labels-idx1-ubyte.gz");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void aNumberAmongOtherNamesIsRefused() throws IOException {
        picture("mixed/2/a.png");
        picture("mixed/rejects/a.png");

        var result = new Shell(home).run("produce", home.resolve("mixed").toString());

        assertThat(result.err()).contains("labels for 2 and none for rejects", "--leave-out rejects");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void theLabelsOfAFolderArePrinted() throws IOException {
        picture("named/cat/a.png");
        picture("named/dog/a.png");
        picture("named/dog/deeper/a.png");

        var result = new Shell(home).run("show", home.resolve("named").toString());

        assertThat(result.err())
                .contains("labels of " + home.resolve("named") + ": 0 = cat, 1 = dog")
                .contains("passed over in " + home.resolve("named") + ": " + Path.of("dog/deeper"));
    }

    @Test
    void aLabelThatIsNoneIsRefused() throws IOException {
        picture("named/cat/a.png");

        var result = new Shell(home).run("produce", home.resolve("named").toString(), "--label", "cat=256");

        assertThat(result.err()).contains("a label must be within [0, 255] but that of cat was 256");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void aSnapshotThatIsAFolderIsRefused() {
        var result = new Shell(home).run("predict", "--snapshot", home.toString(), "digits:test:0");

        assertThat(result.err()).contains(home + ": it is a folder, not a file");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void aNameThatNoFileCanHaveIsRefused() {
        var result = new Shell(home).run("show", "seven\0.png");

        assertThat(result.err()).contains("no file can be named").doesNotContain("unexpected");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    private Path idx(int trainingSide, int testSide, int testImages) throws IOException {
        Path folder = Files.createDirectories(home.resolve("idx"));
        Files.write(folder.resolve("train-images-idx3-ubyte"), images(4, trainingSide));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(4));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(testImages, testSide));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(testImages));
        return folder;
    }

    private static byte[] images(int count, int side) {
        return ByteBuffer.allocate(16 + count * side * side)
                .putInt(0x803)
                .putInt(count)
                .putInt(side)
                .putInt(side)
                .array();
    }

    private static byte[] labels(int count) {
        return ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count).array();
    }

    private void picture(String place) throws IOException {
        Path file = home.resolve(place);
        Files.createDirectories(file.resolveSibling("."));
        var picture = new BufferedImage(30, 30, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setSample(15, 15, 0, 255);
        ImageIO.write(picture, "png", file.toFile());
    }
}
