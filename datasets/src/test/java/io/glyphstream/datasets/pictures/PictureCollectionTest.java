package io.glyphstream.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.datasets.Sums;
import io.glyphstream.datasets.pictures.PictureCollection.Size;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Colors;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Fit;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Polarity;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of pictures to learn from. */
final class PictureCollectionTest {

    private static final PictureConversion COLOR =
            new PictureConversion(4, 4, new PicturePreprocessing(Colors.RGB, Polarity.AS_IS, Fit.CONTAIN, false));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void subfoldersAreClassesInTheNaturalOrderOfTheirNames() throws IOException {
        pictures("kind10", 8, 4, 1);
        pictures("kind9", 8, 4, 2);
        pictures("\u00e4rger", 8, 4, 3);
        pictures("Zebra", 8, 4, 4);
        pictures("7", 8, 4, 5);
        Files.createDirectories(folder.resolve("empty"));
        pictures(".hidden", 1, 4, 6);
        Files.writeString(folder.resolve("kind9/notes.txt"), "not called a picture");
        Files.writeString(folder.resolve("kind9/.DS_Store"), "hidden");

        PictureCollection collection = inspect();
        Dataset dataset = collection.read(COLOR).dataset();

        assertThat(dataset.classNames()).containsExactly("7", "Zebra", "kind9", "kind10", "\u00e4rger");
        assertThat(dataset.training().classes()).isEqualTo(5);
        assertThat(dataset.training().size() + dataset.test().size()).isEqualTo(40);
        assertThat(dataset.training().shape()).isEqualTo(new PixelShape(4, 4, 3));
        assertThat(collection.ignored())
                .containsExactlyInAnyOrder(folder.resolve("empty"), folder.resolve("kind9/notes.txt"));
    }

    @Test
    void picturesThatComeLaterMoveNoOther() throws IOException {
        pictures("a", 60, 4, 1);
        pictures("b", 60, 4, 2);
        Map<String, String> before = sides(inspect().read(COLOR).dataset());
        pictures("a", 90, 4, 3);
        for (int i = 0; i < 60; i++) {
            Files.move(folder.resolve("b/" + i + ".png"), folder.resolve("b/renamed " + i + ".png"));
        }

        Map<String, String> after = sides(inspect().read(COLOR).dataset());

        assertThat(after).hasSize(210).containsAllEntriesOf(before);
        assertThat(after.values().stream().filter("test"::equals).count()).isBetween(21L, 63L);
    }

    @Test
    void theSumOfTheContentDecidesWhoIsHeldOut() throws IOException {
        pictures("a", 40, 4, 1);
        pictures("b", 40, 4, 2);

        Dataset dataset = inspect().read(COLOR).dataset();

        int heldOut = 0;
        for (Path file : inspectedFiles("a", "b")) {
            byte[] sum = Sums.sha256().digest(Files.readAllBytes(file));
            heldOut += Long.parseLong(HexFormat.of().formatHex(sum, 0, 4), 16) % 5 == 0 ? 1 : 0;
        }
        assertThat(dataset.test().size()).isEqualTo(heldOut);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void nothingDependsOnThreads(int threads) throws IOException {
        pictures("a", 30, 5, 1);
        pictures("b", 30, 5, 2);
        Files.writeString(folder.resolve("b/broken.png"), "junk");
        byte[] cut = Files.readAllBytes(folder.resolve("b/1.png"));
        Files.write(folder.resolve("b/cut.png"), Arrays.copyOf(cut, cut.length - 40));

        PictureDataset one =
                PictureCollection.inspect(folder, 1, ReadingListener.silent()).read(COLOR);
        PictureDataset many = PictureCollection.inspect(folder, threads, ReadingListener.silent())
                .read(COLOR);

        assertThat(many.dataset().training().sha256())
                .isEqualTo(one.dataset().training().sha256());
        assertThat(many.dataset().test().sha256())
                .isEqualTo(one.dataset().test().sha256());
        assertThat(many.rejected()).isEqualTo(one.rejected());
        assertThat(many.rejected())
                .extracting(PictureOutcome.Rejected::file)
                .containsExactlyInAnyOrder(folder.resolve("b/broken.png"), folder.resolve("b/cut.png"));
        assertThat(many.dataset().training().size() + many.dataset().test().size())
                .isEqualTo(60);
    }

    @Test
    void foldersForTheTwoPartsSayWhoIsHeldOut() throws IOException {
        pictures("train/cat", 5, 4, 1);
        pictures("train/dog", 6, 4, 2);
        pictures("test/cat", 2, 4, 3);
        pictures("test/dog", 1, 4, 4);
        pictures("val/cat", 1, 4, 5);

        PictureCollection collection = inspect();
        Dataset dataset = collection.read(COLOR).dataset();

        assertThat(dataset.training().labels()).containsOnly(0, 1).hasSize(11);
        assertThat(dataset.test().labels()).hasSize(3);
        assertThat(dataset.classNames()).containsExactly("cat", "dog");
        assertThat(collection.ignored()).containsExactly(folder.resolve("val"));
    }

    @Test
    void aPictureOfBothPartsIsNotLearnedFrom() throws IOException {
        pictures("train/cat", 5, 4, 1);
        pictures("train/dog", 5, 4, 2);
        pictures("test/cat", 2, 4, 3);
        Files.createDirectories(folder.resolve("test/dog"));
        Files.copy(folder.resolve("train/dog/3.png"), folder.resolve("test/dog/again.png"));

        PictureCollection collection = inspect();
        Dataset dataset = collection.read(COLOR).dataset();

        assertThat(dataset.training().size()).isEqualTo(9);
        assertThat(dataset.test().size()).isEqualTo(3);
        assertThat(collection.repetitions())
                .containsExactly("train/dog/3.png is the same picture as test/dog/again.png");
    }

    @Test
    void partsWithOtherClassesAreRefused() throws IOException {
        pictures("train/cat", 2, 4, 1);
        pictures("train/dog", 2, 4, 2);
        pictures("test/cat", 2, 4, 3);
        pictures("test/Dog", 2, 4, 4);

        assertRefused(
                folder + ": expected the same classes in train and test but only train has dog; only test has Dog;"
                        + " the others agree");
    }

    @Test
    void onePartAloneIsRefused() throws IOException {
        pictures("train/cat", 2, 4, 1);
        pictures("train/dog", 2, 4, 2);

        assertRefused(folder + " has train with subfolders of pictures but no such test. Add it, or name "
                + folder.resolve("train") + " itself: a fifth of its pictures is then held out");
    }

    @Test
    void aPictureThatIsThereTwiceCountsOnce() throws IOException {
        pictures("a", 20, 4, 1);
        pictures("b", 20, 4, 2);
        Files.copy(folder.resolve("a/7.png"), folder.resolve("a/copy of 7.png"));

        PictureCollection collection = inspect();

        assertThat(sides(collection.read(COLOR).dataset())).hasSize(40);
        assertThat(collection.repetitions()).containsExactly("a/copy of 7.png is the same picture as a/7.png");
    }

    @Test
    void aPictureOfTwoClassesIsRefused() throws IOException {
        pictures("a", 20, 4, 1);
        pictures("b", 20, 4, 2);
        Files.copy(folder.resolve("a/7.png"), folder.resolve("b/z.png"));

        assertRefused(
                folder + ": expected each picture in one class but a/7.png and b/z.png are the same picture, in the"
                        + " classes a and b. Remove the wrong one");
    }

    @Test
    void foldersThatAreNoClassesAreRefused() throws IOException {
        Files.createDirectories(folder.resolve("deep/er"));
        assertRefused(folder
                + " has no subfolders with pictures: expected PNG, JPEG, GIF or BMP files in one subfolder for"
                + " each class, such as " + folder.resolve("cats") + " and " + folder.resolve("dogs") + "; passed over "
                + folder.resolve("deep"));
        pictures("a", 1, 4, 1);
        assertRefused(folder + ": expected at least 2 subfolders with pictures, one for each class, but found only a");
        for (int i = 0; i < 256; i++) {
            pictures("class" + i, 1, 1, i);
        }
        assertRefused(folder + ": expected at most 256 subfolders with pictures, one for each class, but found 257");
    }

    @Test
    void classesThatCannotBeLearnedAreRefused() throws IOException {
        pictures("a", 20, 4, 1);
        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("b/x.png"), "junk");

        PictureCollection collection = inspect();

        assertThatThrownBy(() -> collection.read(COLOR))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        folder + ": expected a picture to learn from in each class but b has none that is not held out"
                                + " as test. Add pictures, or part them into the folders train and test yourself;"
                                + " 1 could not be read");
    }

    @Test
    void imagesThatNoArrayHoldsAreRefused() throws IOException {
        pictures("a", 500, 1, 1);
        pictures("b", 500, 1, 2);
        var large = new PictureConversion(1024, 1024, COLOR.preprocessing());
        PictureCollection collection = inspect();

        assertThatThrownBy(() -> collection.read(large))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("images of 1024 x 1024 x 3 take")
                .hasMessageContaining("expected at most 2147483639. Choose a smaller size");
    }

    @Test
    void theUsualSizeIsThatOfAllPicturesIfItIsSmall() throws IOException {
        pictures("a", 3, 40, 1);
        pictures("b", 3, 40, 2);
        assertThat(inspect().usualSize()).isEqualTo(new Size(40, 40));

        pictures("b", 1, 41, 3);
        assertThat(inspect().onlySize()).isEmpty();
        assertThat(inspect().usualSize()).isEqualTo(new Size(64, 64));
    }

    @Test
    void whatAListenerThrowsEndsTheReading() throws IOException {
        pictures("a", 30, 4, 1);
        pictures("b", 30, 4, 2);

        assertThatThrownBy(() -> PictureCollection.inspect(folder, 2, (step, done, total) -> {
                    assertThat(total).isEqualTo(60);
                    if (done == 3) {
                        throw new IllegalStateException("enough");
                    }
                }))
                .hasMessage("enough");
    }

    private List<Path> inspectedFiles(String... classes) {
        return Arrays.stream(classes)
                .flatMap(name -> FolderListing.of(folder.resolve(name)).pictures().stream())
                .toList();
    }

    private PictureCollection inspect() {
        return PictureCollection.inspect(folder, 2, ReadingListener.silent());
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::inspect).isInstanceOf(DataException.class).hasMessage(message);
    }

    /** Returns on which side each image is, by its pixels and label. */
    private static Map<String, String> sides(Dataset dataset) {
        var sides = new TreeMap<String, String>();
        note(dataset.training(), "training", sides);
        note(dataset.test(), "test", sides);
        return sides;
    }

    private static void note(LabeledImages images, String side, Map<String, String> sides) {
        IntStream.range(0, images.size())
                .forEach(i -> assertThat(
                                sides.put(images.label(i) + HexFormat.of().formatHex(images.pixels(i)), side))
                        .isNull());
    }

    /** Writes pictures of noise: 0.png and so on, or further ones where there are some. */
    private void pictures(String subfolder, int count, int side, long seed) throws IOException {
        Path target = folder.resolve(subfolder);
        Files.createDirectories(target);
        int first;
        try (var files = Files.list(target)) {
            first = (int) files.count();
        }
        var random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    picture.setRGB(x, y, random.nextInt(1 << 24));
                }
            }
            Files.write(target.resolve((first + i) + ".png"), Drawing.encoded(picture, "png"));
        }
    }
}
