package io.glyphstream.console.stream;

import static io.glyphstream.console.stream.StreamRecords.MLP;
import static io.glyphstream.console.stream.StreamRecords.NOON;
import static io.glyphstream.console.stream.StreamRecords.answer;
import static io.glyphstream.console.stream.StreamRecords.report;
import static io.glyphstream.console.stream.StreamRecords.total;
import static io.glyphstream.console.stream.StreamRecords.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the page Live tells, from records whose figures are worked out by hand. */
final class LiveFiguresTest {

    private static final Duration TENTH = Duration.ofMillis(100);

    private final LiveFigures figures = new LiveFigures(NOON);

    @Test
    void theRateCountsAllImagesThoughOnlySomeAnswersAreSeen() {
        seen(0, 1_000);
        seen(1, 5_000);
        figures.tick(NOON);

        seen(0, 3_000);
        seen(1, 5_500);
        var point = figures.tick(NOON.plusSeconds(2));

        // 2,000 images of one partition and 500 of the other in 2 s
        assertThat(point.rate()).hasValue(1_250.0);
    }

    @Test
    void aPartitionThatIsNewDoesNotAddAllThatWasAnsweredInItBefore() {
        seen(0, 100);
        figures.tick(NOON);

        seen(1, 1_000_000);
        assertThat(figures.tick(NOON.plusSeconds(1)).rate()).hasValue(0.0);

        seen(1, 1_000_400);
        for (int second = 2; second <= 4; second++) {
            figures.tick(NOON.plusSeconds(second));
        }
        assertThat(figures.since(4).get(0).rate())
                .as("400 in the 4 s since it is known, to the nearest")
                .hasValue(400 / 3.0);
    }

    @Test
    void theRateIsThatOfTheLastThreeSeconds() {
        for (int second = 0; second <= 10; second++) {
            seen(0, second <= 5 ? 100L * second : 500);
            figures.tick(NOON.plusSeconds(second));
        }

        assertThat(figures.since(5).get(0).rate()).as("at 5 s").hasValue(100.0);
        assertThat(figures.since(10).get(0).rate()).as("at 10 s").hasValue(0.0);
    }

    @Test
    void whatIsNeitherAnsweredNorRefusedIsLag() {
        assertThat(figures.tick(NOON).lag()).as("nothing is known").isEmpty();

        // of partition 0, 100 to 249 wait; of partition 1, all that are left; of partition 2, none
        figures.images(Map.of(0, new OffsetSpan(0, 250), 1, new OffsetSpan(40, 50), 2, new OffsetSpan(0, 7)));
        seen(0, 99);
        figures.refused(2, 6);

        assertThat(figures.tick(NOON.plusSeconds(1)).lag()).hasValue(160L);
    }

    @Test
    void topicsThatWereCreatedAgainHaveTheirOwnLagAndRate() {
        figures.images(Map.of(0, new OffsetSpan(0, 200)));
        seen(0, 100);
        figures.tick(NOON);

        figures.topicIsAnother();
        figures.images(Map.of(0, new OffsetSpan(0, 9)));
        seen(0, 1);
        figures.tick(NOON.plusSeconds(1));
        seen(0, 3);
        var point = figures.tick(NOON.plusSeconds(2));

        assertThat(point.lag()).as("4 to 8").hasValue(5L);
        assertThat(point.rate()).hasValue(2.0);
    }

    @Test
    void latencyIsThatOfTheLastFiveSeconds() {
        for (int millis = 1; millis <= 100; millis++) {
            figures.answered(answer(0, millis, NOON, Duration.ofMillis(millis)));
        }
        var point = figures.tick(NOON.plusSeconds(1));

        assertThat(point.p50()).hasValue(50L);
        assertThat(point.p99()).hasValue(99L);
        for (int second = 2; second <= 5; second++) {
            assertThat(figures.tick(NOON.plusSeconds(second)).p50()).hasValue(50L);
        }
        assertThat(figures.tick(NOON.plusSeconds(6)).p50()).isEmpty();
    }

    @Test
    void answersOfBeforeTheConsoleSayNothingOfLatency() {
        figures.answered(answer(0, 1, NOON.minusMillis(1), Duration.ofHours(1)));

        assertThat(figures.tick(NOON).p99()).isEmpty();
    }

    @Test
    void clocksThatDisagreeGiveNoLatencyBelowZero() {
        figures.answered(answer(0, 1, NOON, Duration.ofSeconds(-3)));

        assertThat(figures.tick(NOON).p50()).hasValue(0L);
    }

    @Test
    void accuracyIsTheDifferenceOfTotalsWithItsWilsonInterval() {
        figures.counted(total(MLP, 1_000, 500));
        figures.tick(NOON);
        figures.counted(total(MLP, 1_100, 595));

        var recent = figures.tick(NOON.plusSeconds(10)).accuracy().get(0);

        // Of 100 images 95 are right. Wilson's interval with z = 1.959964:
        // (0.95 + z^2 / 200 -+ z sqrt(0.95 * 0.05 / 100 + z^2 / 40000)) / (1 + z^2 / 100)
        assertThat(recent.accuracy()).isEqualTo(0.95);
        assertThat(recent.seen()).isEqualTo(100);
        assertThat(recent.lower()).isCloseTo(0.8882495, within(1e-7));
        assertThat(recent.upper()).isCloseTo(0.9784563, within(1e-7));
    }

    @Test
    void accuracyForgetsWhatWasCountedMoreThanThirtySecondsAgo() {
        figures.counted(total(MLP, 0, 0));
        figures.tick(NOON);
        figures.counted(total(MLP, 10, 0));
        figures.tick(NOON.plusSeconds(1));
        figures.counted(total(MLP, 30, 20));

        assertThat(figures.tick(NOON.plusSeconds(30)).accuracy().get(0).seen()).isEqualTo(30);
        assertThat(figures.tick(NOON.plusSeconds(31)).accuracy().get(0).accuracy())
                .as("20 of 20")
                .isEqualTo(1.0);
        assertThat(figures.tick(NOON.plusSeconds(61)).accuracy()).isEmpty();
    }

    @Test
    void windowsAreNoTotals() {
        figures.counted(total(MLP, 100, 100));
        figures.tick(NOON);
        figures.counted(report(MLP, 7, 0, NOON));
        figures.counted(total(MLP, 110, 110));

        assertThat(figures.tick(NOON.plusSeconds(1)).accuracy().get(0).accuracy())
                .isEqualTo(1.0);
        assertThat(figures.totals().get(0).getSeen()).isEqualTo(110);
    }

    @Test
    void totalsThatBeganAnewAreNotSubtracted() {
        figures.counted(total(MLP, 1_000, 900));
        figures.tick(NOON);
        figures.counted(total(MLP, 5, 5));

        assertThat(figures.tick(NOON.plusSeconds(1)).accuracy()).isEmpty();
    }

    @Test
    void memoryIsBounded() {
        for (int second = 1; second <= 1_000; second++) {
            figures.counted(total(version("mlp", second), second, second));
            figures.tick(NOON.plusSeconds(second));
        }

        assertThat(figures.since(0))
                .hasSize(900)
                .first()
                .extracting(LivePoint::number)
                .isEqualTo(101L);
        assertThat(figures.totals())
                .hasSizeLessThanOrEqualTo(12)
                .first()
                .extracting(report -> report.getModel().getVersion())
                .isEqualTo(1_000);
    }

    private void seen(int partition, long offset) {
        figures.answered(answer(partition, offset, NOON, TENTH));
    }
}
