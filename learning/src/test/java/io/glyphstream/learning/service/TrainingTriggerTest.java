package io.glyphstream.learning.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.learning.service.TrainingTrigger.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTriggerTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final TriggerSettings SETTINGS = new TriggerSettings(100, Duration.ofSeconds(60), 20);

    private final TrainingTrigger trigger = new TrainingTrigger(SETTINGS);

    @ParameterizedTest
    @CsvSource({"99, false", "100, true", "5000, true"})
    void aTrainingIsDueAfterSoManyNewLabels(long collected, boolean isDue) {
        assertThat(due(collected, Optional.empty(), 0, Optional.empty(), Optional.empty())
                        .isPresent())
                .isEqualTo(isDue);
    }

    @ParameterizedTest
    @CsvSource({"19, false", "20, true"})
    void driftStartsOneOnceEnoughLabelsOfTheNewKindCame(long sinceDrift, boolean isDue) {
        var found = due(50, Optional.of("mistakes"), sinceDrift, Optional.empty(), Optional.empty());

        assertThat(found).isEqualTo(isDue ? Optional.of("drift: mistakes") : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"59, false", "60, true"})
    void soLongLiesBetweenTwoWhateverTheReason(long seconds, boolean isDue) {
        var last = Optional.of(NOON.minusSeconds(seconds));

        assertThat(due(100, Optional.empty(), 0, Optional.empty(), last).isPresent())
                .isEqualTo(isDue);
        assertThat(due(50, Optional.of("x"), 50, Optional.empty(), last).isPresent())
                .isEqualTo(isDue);
    }

    @Test
    void whoAsksDoesNotWait() {
        assertThat(due(0, Optional.empty(), 0, Optional.of("asked for"), Optional.of(NOON)))
                .contains("asked for");
    }

    @Test
    void driftStartsNoneWhereThatIsNotWanted() {
        var deaf = new TrainingTrigger(new TriggerSettings(100, Duration.ZERO, 0));

        assertThat(deaf.due(new Situation(50, Optional.of("x"), 50, Optional.empty(), Optional.empty()), NOON))
                .isEmpty();
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new TriggerSettings(0, Duration.ZERO, 0))
                .hasMessageContaining("at least 1 but were 0");
        assertThatThrownBy(() -> new TriggerSettings(1, Duration.ofSeconds(-1), 0))
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> new TriggerSettings(1, Duration.ZERO, -1)).hasMessageContaining("-1");
    }

    private Optional<String> due(
            long collected,
            Optional<String> drift,
            long sinceDrift,
            Optional<String> request,
            Optional<Instant> lastOrder) {
        return trigger.due(new Situation(collected, drift, sinceDrift, request, lastOrder), NOON);
    }
}
