package io.glyphstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.producer.FeedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DemoPaceTest {

    private static final double FAST = 1e6;

    @Test
    void theLastImageWaitsForTheSwapAndForNothingElse() {
        var sent = new ArrayList<FeedImage>();
        var asked = new AtomicInteger();
        var pace = pace(50, () -> {
            boolean allButOne = sent.size() == 49;
            return allButOne && asked.incrementAndGet() > 10 ? 0 : 1e-6;
        });

        pace.forEachRemaining(sent::add);

        assertThat(sent).hasSize(50);
        assertThat(asked.get()).isGreaterThan(10);
    }

    @Test
    void withoutASwapToWaitForImagesGoAtTheFullRate() {
        long start = System.nanoTime();

        var pace = pace(10_000, () -> 0);

        assertThat(count(pace)).isEqualTo(10_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aStopEndsItAtOnce() {
        var pace = new DemoPace(images(10), OptionalLong.of(10), 1e-6, () -> 1e6, () -> true);

        assertThat(pace.hasNext()).isFalse();
    }

    private static DemoPace pace(int count, DoubleSupplier secondsToSwap) {
        return new DemoPace(images(count), OptionalLong.of(count), FAST, secondsToSwap, () -> false);
    }

    private static Iterator<FeedImage> images(int count) {
        var pixel = PixelImage.owning(PixelShape.gray(1, 1), new byte[1]);
        return IntStream.range(0, count)
                .mapToObj(i -> new FeedImage("image-" + i, pixel, OptionalInt.empty(), "test"))
                .iterator();
    }

    private static int count(DemoPace pace) {
        int count = 0;
        while (pace.hasNext()) {
            pace.next();
            count++;
        }
        return count;
    }
}
