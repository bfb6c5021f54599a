package io.glyphstream.learning.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.http.Health;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class TrainerHealthTest {

    private static final Health NO_ANSWER =
            new Health(Health.State.NOT_READY, "waiting for Kafka: no answer from kafka:9092");

    private final AtomicLong nanos = new AtomicLong();
    private final TrainerHealth health = new TrainerHealth("mlp", "kafka:9092", nanos::get);

    @Test
    void oneThatStartsIsNotReady() {
        assertThat(health.health()).isEqualTo(new Health(Health.State.NOT_READY, "not started"));

        health.joining();

        assertThat(health.health()).isEqualTo(new Health(Health.State.NOT_READY, "joining the trainers of mlp"));

        health.takingOver();

        assertThat(health.health())
                .isEqualTo(new Health(Health.State.NOT_READY, "taking over the work of the trainers of mlp"));
    }

    @Test
    void oneThatStandsByIsReadyAndSaysSo() {
        health.standingBy();

        assertThat(health.health())
                .isEqualTo(new Health(Health.State.READY, "standing by: another trainer of mlp is at work"));
        assertThat(health.report()).isEmpty();
    }

    @Test
    void oneAtWorkIsReadyAndSaysWhatItDoesOnOneLine() {
        var report = Reports.of("collecting: 3 of 5 new labels\nKafka: away");

        health.atWork(report, Map.of("images", 2L));

        assertThat(health.health())
                .isEqualTo(new Health(Health.State.READY, "at work: collecting: 3 of 5 new labels; Kafka: away"));
        assertThat(health.report()).contains(report);
        assertThat(health.lags()).containsExactly(Map.entry("images", 2L));
    }

    @Test
    void oneThatTellsNothingForSecondsHasNoAnswerFromKafka() {
        health.atWork(Reports.of("collecting"), Map.of());
        nanos.addAndGet(TrainerHealth.SILENCE.toNanos());
        assertThat(health.health().isReady()).isTrue();

        nanos.incrementAndGet();

        assertThat(health.health()).isEqualTo(NO_ANSWER);
        health.atWork(Reports.of("collecting"), Map.of());
        assertThat(health.health().isReady()).isTrue();
    }

    /** Nothing is told before it starts, and none is needed. */
    @Test
    void timeDoesNotChangeTheReasonOfOneThatIsNotStartedOrStopsOrFailed() {
        var hour = Duration.ofHours(1).toNanos();
        nanos.addAndGet(hour);
        assertThat(health.health().text()).isEqualTo("not started");

        health.stopping();
        nanos.addAndGet(hour);
        assertThat(health.health()).isEqualTo(new Health(Health.State.NOT_READY, "stopping"));

        health.failed(new IllegalStateException("no right to read images"));
        nanos.addAndGet(hour);
        assertThat(health.health()).isEqualTo(new Health(Health.State.OVER, "failed: no right to read images"));
    }

    @Test
    void oneThatWaitsForKafkaNamesTheBrokersAndWaitsUntilItGetsOn() {
        health.waiting(new TimeoutException("Timeout expired while awaiting InitProducerId"));
        assertThat(health.health()).isEqualTo(NO_ANSWER);

        health.takingOver();
        assertThat(health.health()).as("to take over is no answer yet").isEqualTo(NO_ANSWER);

        health.waiting(new KafkaException("the disk is full"));
        assertThat(health.health().text()).isEqualTo("waiting for Kafka: the disk is full");

        health.atWork(Reports.of("collecting"), Map.of());
        assertThat(health.health().isReady()).isTrue();
    }
}
