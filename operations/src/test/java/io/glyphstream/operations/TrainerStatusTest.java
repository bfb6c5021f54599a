package io.glyphstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.DriftReport;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainerState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainerStatusTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void aTrainerThatReportsSaysWhatItDoes() {
        var status = status(TrainerState.COLLECTING, 15);

        assertThat(status.isGone(status.reports().get(0))).isFalse();
        assertThat(status.text(status.reports().get(0))).isEqualTo("collecting: 7 of 1000 new labels");
    }

    @Test
    void oneThatIsSilentIsGone() {
        var status = status(TrainerState.TRAINING, 16);

        assertThat(status.isGone(status.reports().get(0))).isTrue();
        assertThat(status.text(status.reports().get(0))).startsWith("no report for 16 s");
    }

    @Test
    void oneThatWasStoppedIsGoneAtOnce() {
        var status = status(TrainerState.STOPPED, 0);

        assertThat(status.isGone(status.reports().get(0))).isTrue();
        assertThat(status.text(status.reports().get(0))).isEqualTo("stopped");
    }

    @Test
    void programsGetTheSameAsAnObject() {
        var object = JsonView.of(status(TrainerState.COLLECTING, 3)).get(0);

        assertThat(object)
                .containsEntry("model", "mlp")
                .containsEntry("state", "collecting")
                .containsEntry("gone", false)
                .containsEntry("collected", 7L)
                .containsEntry("reportAgeSeconds", 3L);
        assertThat((Map<?, ?>) object.get("drift")).extracting("alarms", "last").containsExactly(2L, "mistakes");
    }

    private static TrainerStatus status(TrainerState state, int age) {
        var drift = new DriftReport(null, 900L, 800L, 0.05, 0.4, 2L, "mistakes");
        var report = new TrainerReport(
                "mlp",
                "trainer-1",
                state,
                "collecting: 7 of 1000 new labels",
                null,
                4L,
                List.of(),
                List.of(),
                0L,
                7L,
                1_000L,
                drift,
                null,
                null,
                15_000L,
                NOON,
                NOON,
                "1.0");
        return new TrainerStatus(List.of(report), Map.of(), Optional.empty(), NOON.plusSeconds(age));
    }
}
