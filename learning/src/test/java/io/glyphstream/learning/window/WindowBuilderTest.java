package io.glyphstream.learning.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.glyphstream.datasets.PixelShape;
import io.glyphstream.learning.Heap;
import io.glyphstream.model.InputShape;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.OffsetRange;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowBuilderTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ImageShape SHAPE = ImageShape.gray(1, 2, 3);

    @Test
    void theNewestImagesAreThoseNearestToTheEndsOfTheirPartitions() {
        var builder = builder(WindowRule.newest(3), 10, 100);
        image(builder, 0, 7, "three behind the end", 0);
        image(builder, 0, 9, "last of partition 0", 1);
        image(builder, 1, 98, "two behind the end", 2);
        image(builder, 1, 99, "last of partition 1", 0);

        assertThat(builder.build().images())
                .extracting(LoggedImage::id)
                .containsExactly("two behind the end", "last of partition 1", "last of partition 0");
    }

    @Test
    void ofEachClassTheNewestAreTaken() {
        var builder = builder(WindowRule.newestOfEachClass(1), 10, 0);
        image(builder, 0, 1, "old 0", 0);
        image(builder, 0, 2, "old 1", 1);
        image(builder, 0, 3, "new 0", 0);

        assertThat(builder.build().images()).extracting(LoggedImage::id).containsExactly("old 1", "new 0");
    }

    @Test
    void aFloodOfOneClassLeavesTheOthersIn() {
        var builder = builder(WindowRule.newestOfEachClass(10), 2_000, 0);
        for (int i = 0; i < 1_000; i++) {
            image(builder, 0, i, "before " + i, i % 2);
        }
        for (int i = 1_000; i < 2_000; i++) {
            image(builder, 0, i, "flood " + i, 2);
        }

        assertThat(builder.build().images().stream().map(LoggedImage::label))
                .hasSize(30)
                .contains(0, 1, 2);
    }

    @Test
    void theLastLabelOfAnImageCountsAndMoreThanItsOwn() {
        var builder = builder(WindowRule.newest(5), 10, 0);
        label(builder, 0, "a", 1);
        label(builder, 0, "a", 2);
        label(builder, 1, "b", 2);
        image(builder, 0, 0, "a", 0);
        image(builder, 0, 1, "b", 0);
        image(builder, 0, 2, "c", null);

        assertThat(builder.build().images())
                .extracting(LoggedImage::id, LoggedImage::label)
                .containsExactly(tuple("a", 2), tuple("b", 0));
    }

    @Test
    void ofTwoImagesWithOneIdTheLaterCountsEvenWithoutALabel() {
        var builder = builder(WindowRule.newest(5), 10, 0);
        image(builder, 0, 0, "a", 0);
        image(builder, 0, 1, "a", 1);
        image(builder, 0, 2, "b", 0);
        image(builder, 0, 3, "b", null);

        assertThat(builder.build().images()).extracting(LoggedImage::offset).containsExactly(1L);
    }

    @Test
    void whatDoesNotFitIsLeftOutAndCounted() {
        var builder = builder(WindowRule.newest(5), 10, 0);
        image(builder, 0, 0, "a", 0);
        image(builder, 0, 1, "unknown class", 3);
        builder.image(0, 2, new Image("large", 2, 2, ByteBuffer.wrap(new byte[4]), 1, NOON, "", 1));

        var window = builder.build();

        assertThat(window.images()).extracting(LoggedImage::id).containsExactly("a");
        assertThat(window.skipped()).isEqualTo(new LogWindow.Skipped(1, 1));
    }

    @Test
    void withoutAShapeTheNewestImageSaysWhatFits() {
        var ranges = ranges(10, 0);
        var builder = new Log(new WindowBuilder(WindowRule.newest(5), Optional.empty(), ranges));
        builder.image(0, 0, new Image("large", 2, 2, ByteBuffer.wrap(new byte[4]), 9, NOON, "", 1));
        image(builder, 0, 1, "a", 4);
        image(builder, 0, 2, "b", 1);

        assertThat(builder.build().shape()).isEqualTo(ImageShape.gray(1, 2, 5));
    }

    @Test
    void imagesInColorMakeAWindowWithAllTheirBytes() {
        var color = new ImageShape(new InputShape(1, 2, 3), 2);
        var builder = new Log(new WindowBuilder(WindowRule.newest(5), Optional.of(color), ranges(10, 0)));
        color(builder, 0, "image-1", 1, 10);
        color(builder, 1, "image-2", 0, 20);

        var window = builder.build();

        var held = window.dataset().test();
        var learned = window.dataset().training();
        assertThat(List.of(held.shape(), learned.shape())).containsOnly(new PixelShape(1, 2, 3));
        assertThat(held.pixels()).containsExactly(10, 11, 12, 13, 14, 15);
        assertThat(learned.pixels()).containsExactly(20, 21, 22, 23, 24, 25);
        assertThat(held.label(0)).isEqualTo(1);
    }

    @Test
    void grayImagesOfTheSameSidesOrBytesFitNoColorImages() {
        var builder = new Log(new WindowBuilder(WindowRule.newest(5), Optional.empty(), ranges(10, 0)));
        image(builder, 0, 0, "same sides", 7);
        builder.image(0, 1, new Image("same bytes", 1, 6, ByteBuffer.wrap(new byte[6]), 8, NOON, "", 1));
        color(builder, 2, "color", 1, 0);
        color(builder, 3, "newest", 4, 0);

        var window = builder.build();

        assertThat(window.shape()).isEqualTo(new ImageShape(new InputShape(1, 2, 3), 5));
        assertThat(window.images()).extracting(LoggedImage::id).containsExactly("color", "newest");
        assertThat(window.skipped()).isEqualTo(new LogWindow.Skipped(2, 0));
    }

    @Test
    void colorImagesFitNoGrayOnes() {
        var builder = builder(WindowRule.newest(5), 10, 0);
        image(builder, 0, 0, "gray", 0);
        color(builder, 1, "color", 0, 0);

        var window = builder.build();

        assertThat(window.images()).extracting(LoggedImage::id).containsExactly("gray");
        assertThat(window.skipped()).isEqualTo(new LogWindow.Skipped(1, 0));
    }

    @Test
    void theBytesOfAllChannelsCount() {
        var color = Optional.of(new ImageShape(new InputShape(1, 2, 3), 3));
        var builder = new Log(new WindowBuilder(new WindowRule(WindowRule.Scope.ALL, 100, 17), color, ranges(100, 0)));
        for (int i = 0; i < 100; i++) {
            color(builder, i, "image " + i, 0, 0);
        }

        assertThat(builder.build().images()).extracting(LoggedImage::offset).containsExactly(98L, 99L);
    }

    @Test
    void theWindowIsBoundedInBytes() {
        var builder = builder(new WindowRule(WindowRule.Scope.ALL, 100, 7), 100, 0);
        for (int i = 0; i < 100; i++) {
            image(builder, 0, i, "image " + i, 0);
        }

        assertThat(builder.build().images()).extracting(LoggedImage::offset).containsExactly(97L, 98L, 99L);
    }

    /** What is held does not depend on how long ids are, and on labels whose images are not there. */
    @Test
    @Tag("slow")
    void ofAMillionImagesAndLabelsItHoldsNoPixelsAndNoIds() {
        int most = 1_000_000;
        var builder = new WindowBuilder(WindowRule.newest(1_000), Optional.of(SHAPE), ranges(most, 0));
        long before = Heap.used();
        for (int i = 0; i < most; i++) {
            builder.image(
                    0, i, new Image("image " + i + "x".repeat(200), 1, 2, ByteBuffer.allocate(2), null, NOON, "", 1));
        }
        for (int i = 0; i < most; i++) {
            builder.label(0, new Label("image " + i + "x".repeat(200), i % 3, NOON, ""));
            builder.label(0, new Label("another image " + i, i % 3, NOON, ""));
        }

        assertThat(Heap.used() - before).isLessThan(150L * most);
        assertThat(builder.size()).isEqualTo(most);
        assertThat(builder.choose().size()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "ALL, 100, 14, 7, true",
        "ALL, 7, 1000, 7, true",
        "ALL, 8, 1000, 7, false",
        "EACH_CLASS, 2, 1000, 5, false",
        "EACH_CLASS, 1, 1000, 3, true"
    })
    void itIsFullWhereOlderImagesWouldNotBeTaken(
            WindowRule.Scope scope, int count, long bytes, int size, boolean full) {
        var builder = new WindowBuilder(new WindowRule(scope, count, bytes), Optional.of(SHAPE), ranges(7, 0));
        int[] labels = {0, 0, 0, 1, 1, 1, 2};
        for (int i = 0; i < labels.length; i++) {
            builder.image(0, i, new Image("image " + i, 1, 2, ByteBuffer.allocate(2), labels[i], NOON, "", 1));
        }

        var choice = builder.choose();

        assertThat(choice.size()).isEqualTo(size);
        assertThat(choice.isFull()).isEqualTo(full);
    }

    @Test
    void whatIsHeldOutIsATenthAndNeverTrainedOn() {
        var builder = builder(WindowRule.newest(10_000), 10_000, 0);
        for (int i = 0; i < 10_000; i++) {
            image(builder, 0, i, "image " + i, i % 3);
        }

        var window = builder.build();

        var dataset = window.dataset();
        assertThat(dataset.test().size()).isBetween(900, 1_100);
        assertThat(dataset.training().size() + dataset.test().size()).isEqualTo(10_000);
        assertThat(window.images())
                .allSatisfy(image -> assertThat(image.isHeldOut()).isEqualTo(HeldOut.contains(image.id())));
    }

    /** By hand: of {@code printf a | sha256sum} the first 16 digits, as a number modulo 10, and so on. */
    @ParameterizedTest
    @CsvSource({"a, true", "b, false", "image-1, true", "image-2, false", "image-6, true"})
    void theRuleIsThatOfTheDigest(String id, boolean heldOut) {
        assertThat(HeldOut.contains(id)).isEqualTo(heldOut);
    }

    @Test
    void theDigestChangesWithEachIdLabelPixelAndTheirOrder() {
        var digests = List.of(
                digest("a", 0, "b", 1, (byte) 5),
                digest("a", 0, "c", 1, (byte) 5),
                digest("a", 1, "b", 1, (byte) 5),
                digest("a", 0, "b", 1, (byte) 6),
                digest("b", 1, "a", 0, (byte) 5));

        assertThat(digests).doesNotHaveDuplicates();
        assertThat(digest("a", 0, "b", 1, (byte) 5)).isEqualTo(digests.get(0));
    }

    @ParameterizedTest
    @CsvSource({"ALL, 1, 1", "EACH_CLASS, 500, 1000000", "ALL, 999999999, 2147483639"})
    void aRuleComesBackFromItsText(WindowRule.Scope scope, int count, long bytes) {
        var rule = new WindowRule(scope, count, bytes);

        assertThat(WindowRule.parse(rule.text())).isEqualTo(rule);
    }

    @Test
    void anotherTextIsNoRule() {
        assertThatThrownBy(() -> WindowRule.parse("oldest 10")).hasMessageContaining("but was 'oldest 10'");
    }

    private static String digest(String first, int label, String second, int otherLabel, byte pixel) {
        var builder = builder(WindowRule.newest(5), 10, 0);
        builder.image(0, 0, new Image(first, 1, 2, ByteBuffer.wrap(new byte[] {pixel, 1}), label, NOON, "", 1));
        builder.image(0, 1, new Image(second, 1, 2, ByteBuffer.wrap(new byte[] {pixel, 1}), otherLabel, NOON, "", 1));
        return builder.build().sha256().toString();
    }

    private static Log builder(WindowRule rule, long end0, long end1) {
        return new Log(new WindowBuilder(rule, Optional.of(SHAPE), ranges(end0, end1)));
    }

    /** Images and labels that are handed over as they are read: all images, all labels, and those of the window again. */
    private static final class Log {

        private final WindowBuilder builder;
        private final List<Logged> images = new ArrayList<>();
        private final List<Runnable> labels = new ArrayList<>();

        private record Logged(int partition, long offset, Image image) {}

        Log(WindowBuilder builder) {
            this.builder = builder;
        }

        void image(int partition, long offset, Image image) {
            images.add(new Logged(partition, offset, image));
        }

        void label(int partition, Label label) {
            labels.add(() -> builder.label(partition, label));
        }

        LogWindow build() {
            images.forEach(logged -> builder.image(logged.partition, logged.offset, logged.image));
            labels.forEach(Runnable::run);
            var choice = builder.choose();
            images.stream()
                    .filter(logged -> choice.contains(logged.partition, logged.offset))
                    .forEach(logged -> choice.image(logged.partition, logged.offset, logged.image));
            return choice.window();
        }
    }

    private static LogRanges ranges(long end0, long end1) {
        return new LogRanges(
                List.of(new OffsetRange("id", 0, 0L, end0), new OffsetRange("id", 1, 0L, end1)), List.of());
    }

    private static void image(Log builder, int partition, long offset, String id, @Nullable Integer label) {
        builder.image(partition, offset, new Image(id, 1, 2, ByteBuffer.wrap(new byte[] {1, 2}), label, NOON, "", 1));
    }

    /** Adds an image of two pixels in color, whose bytes count up from a number. */
    private static void color(Log builder, long offset, String id, int label, int first) {
        var bytes = new byte[6];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        builder.image(0, offset, new Image(id, 1, 2, ByteBuffer.wrap(bytes), label, NOON, "", 3));
    }

    private static void label(Log builder, int partition, String id, int label) {
        builder.label(partition, new Label(id, label, NOON, ""));
    }
}
