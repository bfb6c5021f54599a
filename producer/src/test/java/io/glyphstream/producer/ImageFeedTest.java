package io.glyphstream.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.datasets.catalog.ImageReference;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.schemas.TextLimits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFeedTest {

    private static final FeedSettings ONCE = FeedSettings.once(ImageIds.repeatable());

    private final ImageSource test = ImageSources.dataset(TestImages.dataset(4, 3), DatasetPart.TEST);

    @Test
    void feedsEachImageOnceWithItsLabelAndOrigin() {
        var images = drain(new ImageFeed(test, ONCE));
        assertThat(images).extracting(FeedImage::id).containsExactly("tiny-test-0", "tiny-test-1", "tiny-test-2");
        assertThat(images).extracting(FeedImage::source).containsExactly("tiny:test:0", "tiny:test:1", "tiny:test:2");
        assertThat(images).extracting(image -> image.label().orElse(-1)).containsExactly(0, 1, 2);
        assertThat(images.get(2).image().value(1, 1, 0)).isEqualTo(2);
    }

    @Test
    void keepsIdsUniqueOverRounds() {
        var endless = ONCE.withRepetition(Repetition.ENDLESS).withCount(8);
        var ids =
                drain(new ImageFeed(test, endless)).stream().map(FeedImage::id).toList();
        assertThat(ids)
                .containsExactly(
                        "tiny-test-0",
                        "tiny-test-1",
                        "tiny-test-2",
                        "tiny-test-0-r2",
                        "tiny-test-1-r2",
                        "tiny-test-2-r2",
                        "tiny-test-0-r3",
                        "tiny-test-1-r3");
    }

    @Test
    void tellsTwoRunsOverTheSameSetApart() {
        var first = FeedSettings.once(ImageIds.ofRunStarted(Instant.parse("2026-01-01T12:00:00.123Z")));
        var second = FeedSettings.once(ImageIds.ofRunStarted(Instant.parse("2026-01-01T12:00:00.124Z")));
        var ids = new HashSet<String>();
        drain(new ImageFeed(test, first)).forEach(image -> ids.add(image.id()));
        drain(new ImageFeed(test, second)).forEach(image -> ids.add(image.id()));
        assertThat(ids).hasSize(6).contains("20260101T120000123/tiny-test-0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shufflesEveryRoundAnewAndAlikeForTheSameSeed(long seed) {
        var large = ImageSources.dataset(TestImages.dataset(1, 100), DatasetPart.TEST);
        var shuffled = ONCE.withOrder(new Order.Shuffled(seed))
                .withRepetition(Repetition.ENDLESS)
                .withCount(200);
        var origins = drain(new ImageFeed(large, shuffled)).stream()
                .map(FeedImage::source)
                .toList();
        var again = drain(new ImageFeed(large, shuffled)).stream()
                .map(FeedImage::source)
                .toList();
        var firstRound = origins.subList(0, 100);
        var secondRound = origins.subList(100, 200);
        assertThat(again).isEqualTo(origins);
        assertThat(firstRound).doesNotHaveDuplicates().isNotEqualTo(secondRound);
        assertThat(secondRound).containsExactlyInAnyOrderElementsOf(firstRound);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 57})
    void everyOrderIsAPermutation(int size) {
        assertThat(new Order.Shuffled(5).indices(size, 3))
                .containsExactlyInAnyOrder(IntStream.range(0, size).toArray());
    }

    @Test
    void saysHowManyImagesThereWillBe() {
        assertThat(new ImageFeed(test, ONCE).total()).hasValue(3);
        assertThat(new ImageFeed(test, ONCE.withCount(2)).total()).hasValue(2);
        assertThat(new ImageFeed(test, ONCE.withCount(9)).total()).hasValue(3);
        assertThat(new ImageFeed(test, ONCE.withRepetition(Repetition.ENDLESS)).total())
                .isEmpty();
    }

    @Test
    void feedsOneReferencedImage() {
        var reference = ImageReference.parse("digits:training:2").orElseThrow();
        var source = ImageSources.reference(reference, TestImages.dataset(4, 1));
        assertThat(drain(new ImageFeed(source, ONCE)))
                .singleElement()
                .satisfies(image -> assertThat(image.image().value(0, 0, 0)).isEqualTo(12));
    }

    @Test
    void leavesOutWhatIsUnusableAndCountsIt() {
        var feed = new ImageFeed(
                new Half(4), ONCE.withRepetition(Repetition.ENDLESS).withCount(4));
        assertThat(drain(feed)).extracting(FeedImage::id).containsExactly("0", "2", "0-r2", "2-r2");
        assertThat(feed.skipped()).isEqualTo(3);
        assertThat(feed.firstSkipped().get(0)).isEqualTo(new ImageSource.Item.Unusable("1", "odd"));
    }

    @Test
    void endsAfterARoundWithoutOneUsableImage() {
        var feed = new ImageFeed(new Unusable(5), ONCE.withRepetition(Repetition.ENDLESS));
        assertThat(feed.hasNext()).isFalse();
        assertThat(feed.skipped()).isEqualTo(5);
        assertThatThrownBy(feed::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void feedsAFolderByItsSubfoldersAndSkipsWhatIsNoPicture(@TempDir Path folder) throws IOException {
        picture(folder.resolve("3/a.png"));
        picture(folder.resolve("7/a.png"));
        Files.writeString(folder.resolve("7/b.png"), "no picture");
        var feed = new ImageFeed(ImageSources.folder(folder, PictureConversion.asMnist()), ONCE);
        var images = drain(feed);
        assertThat(images).extracting(FeedImage::id).containsExactly("3/a.png", "7/a.png");
        assertThat(images).extracting(FeedImage::label).containsExactly(OptionalInt.of(3), OptionalInt.of(7));
        assertThat(feed.firstSkipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("b.png"));
    }

    @Test
    void tellsSinglePicturesOfTheSameNameApart(@TempDir Path folder) throws IOException {
        picture(folder.resolve("x/a.png"));
        picture(folder.resolve("y/a.png"));
        var files = List.of(folder.resolve("x/a.png"), folder.resolve("y/a.png"), folder.resolve("missing.png"));
        var feed = new ImageFeed(ImageSources.files(files, PictureConversion.asMnist()), ONCE);
        assertThat(drain(feed)).extracting(FeedImage::id).containsExactly("a.png", "a.png-2");
        assertThat(feed.skipped()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "ä"})
    void refusesARunNameThatWouldNotStandOutInAnId(String run) {
        assertThatThrownBy(() -> ImageIds.ofRun(run)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cutsLongIdsAndSourcesAndKeepsThemApart() {
        var feed = new ImageFeed(
                new LongNames(2), ONCE.withRepetition(Repetition.ENDLESS).withCount(4));

        var images = drain(feed);

        assertThat(images).extracting(FeedImage::id).doesNotHaveDuplicates().allSatisfy(id -> {
            assertThat(id.getBytes(UTF_8)).hasSizeBetween(TextLimits.ID - 3, TextLimits.ID);
            assertThat(id).startsWith("\u00e4\u00e4").matches(".*~[0-9a-f]{32}").doesNotContain("\ufffd");
        });
        assertThat(images)
                .extracting(FeedImage::source)
                .allSatisfy(source -> assertThat(source.getBytes(UTF_8).length).isLessThanOrEqualTo(TextLimits.SOURCE));
        assertThat(drain(new ImageFeed(new LongNames(2), ONCE)))
                .extracting(FeedImage::id)
                .isEqualTo(images.subList(0, 2).stream().map(FeedImage::id).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_023, 1_024})
    void keepsIdsThatAreNotTooLong(int length) {
        var key = "x".repeat(length);

        assertThat(ImageIds.repeatable().id(key, 1)).isEqualTo(key);
    }

    @Test
    void leavesOutAPictureWithABlankName() {
        var feed = new ImageFeed(new Blank(1), ONCE);

        assertThat(feed.hasNext()).isFalse();
        assertThat(feed.firstSkipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason())
                        .isEqualTo("./ : its name is blank, and so would be its id: rename it"));
    }

    private static List<FeedImage> drain(ImageFeed feed) {
        var images = new ArrayList<FeedImage>();
        feed.forEachRemaining(images::add);
        return images;
    }

    private static void picture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var picture = new BufferedImage(30, 30, BufferedImage.TYPE_BYTE_GRAY);
        for (var y = 5; y < 25; y++) {
            picture.setRGB(15, y, 0xffffff);
        }
        ImageIO.write(picture, "png", file.toFile());
    }

    /** A source whose odd items are unusable. */
    private record Half(int size) implements ImageSource {

        @Override
        public String name() {
            return "half";
        }

        @Override
        public Item item(int index) {
            if (index % 2 == 1) {
                return new Item.Unusable("" + index, "odd");
            }
            return new Item.Found(
                    "" + index, PixelImage.owning(PixelShape.gray(1, 1), new byte[1]), OptionalInt.empty(), "");
        }
    }

    /** A source whose names are far longer than ids may be, and differ at their ends only. */
    private record LongNames(int size) implements ImageSource {

        @Override
        public String name() {
            return "long";
        }

        @Override
        public Item item(int index) {
            var key = "\u00e4".repeat(5_000) + index;
            return new Item.Found(key, PixelImage.owning(PixelShape.gray(1, 1), new byte[1]), OptionalInt.empty(), key);
        }
    }

    /** A source of a picture whose name is a space. */
    private record Blank(int size) implements ImageSource {

        @Override
        public String name() {
            return "blank";
        }

        @Override
        public Item item(int index) {
            return new Item.Found(
                    " ", PixelImage.owning(PixelShape.gray(1, 1), new byte[1]), OptionalInt.empty(), "./ ");
        }
    }

    /** A source without one usable item. */
    private record Unusable(int size) implements ImageSource {

        @Override
        public String name() {
            return "unusable";
        }

        @Override
        public Item item(int index) {
            return new Item.Unusable("" + index, "broken");
        }
    }
}
