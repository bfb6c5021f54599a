package io.glyphstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.ProcessorState;
import io.glyphstream.schemas.RejectedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FleetStatusTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ModelReference MLP = reference("mlp", 2);
    private static final ModelReference KNN = reference("knn", 1);
    private static final Deployment DEPLOYMENT =
            new Deployment(7L, DeploymentAction.PROMOTE, MLP, MLP, List.of(KNN), "ann", "better", NOON);

    private static final FleetLag NO_LAG = new FleetLag(Map.of(), Map.of(), Map.of());

    @Test
    void isGoodOnlyWhenAllProcessorsServeWhatWasDecidedLast() {
        var good = serving("one");
        assertThat(fleet(good, serving("two")).isGood()).isTrue();

        assertThat(fleet().isGood()).as("no processor").isFalse();
        assertThat(fleet(good, builder("two").setDeployment(6).build()).isGood())
                .isFalse();
        assertThat(fleet(good, builder("two").setState(ProcessorState.PREPARING).build())
                        .isGood())
                .isFalse();
        assertThat(fleet(good, builder("two").setChampion(KNN).build()).isGood())
                .isFalse();
    }

    @Test
    void isNotGoodWhenWhatIsInForceOrHowAProcessorIsCannotBeRead() {
        var reports = List.of(serving("one"));

        assertThat(fleet(Optional.of("deployment 8 cannot be read"), reports, Map.of())
                        .isGood())
                .isFalse();
        assertThat(fleet(Optional.empty(), reports, Map.of("images/two", "of a later release"))
                        .isGood())
                .isFalse();
    }

    @Test
    void aReportThatIsLateTwiceIsQuietAndOneOfAClockThatIsAheadIsNot() {
        for (var age : Map.of(-60, false, 0, false, 7, false, 8, true).entrySet()) {
            var report = builder("one")
                    .setReportedAt(NOON.minusSeconds(age.getKey()))
                    .build();
            var fleet = fleet(report);

            assertThat(fleet.isQuiet(report)).as("%d s", age.getKey()).isEqualTo(age.getValue());
            assertThat(fleet.age(report)).isEqualTo(Duration.ofSeconds(Math.max(0, age.getKey())));
        }
        var failed = builder("one")
                .setReportedAt(NOON.minusSeconds(3_600))
                .setState(ProcessorState.FAILED)
                .build();
        assertThat(fleet(failed).isQuiet(failed)).isFalse();
    }

    @Test
    void refusalsAreCountedByTheirReason() {
        var refusal = new RejectedModel(KNN, "its probes differ");
        var one = builder("one").setRejected(List.of(refusal)).build();
        var two = builder("two")
                .setRejected(List.of(refusal, new RejectedModel(MLP, "too large")))
                .build();

        assertThat(fleet(one, two).refusals())
                .containsExactly(Map.entry("knn@1: its probes differ", 2L), Map.entry("mlp@2: too large", 1L));
    }

    @Test
    void theFirstLineOfAStatusIsHowAProcessorIsAndTheOthersAreWarnings() {
        var report = builder("one")
                .setStatus("running\nthe clock is ahead\nimages were removed")
                .build();

        assertThat(FleetStatus.name(report)).isEqualTo("images/one");
        assertThat(FleetStatus.status(report)).isEqualTo("running");
        assertThat(FleetStatus.warnings(report)).containsExactly("the clock is ahead", "images were removed");
    }

    /** Scripts take one apart wherever it comes from. */
    @Test
    void aVersionIsTheSameObjectWhereverItShows() {
        var champion = JsonView.of(MLP);
        assertThat(champion)
                .containsExactly(
                        Map.entry("name", "mlp@2"),
                        Map.entry("model", "mlp"),
                        Map.entry("version", 2),
                        Map.entry("sha256", Digests.hex(MLP.getSha256())));

        var status = JsonView.of(fleet(serving("one")));

        assertThat(status.get("deployment"))
                .isEqualTo(JsonView.of(DEPLOYMENT))
                .extracting("champion", "subject", "challengers")
                .containsExactly(champion, champion, List.of(JsonView.of(KNN)));
        assertThat((List<?>) status.get("processors"))
                .singleElement()
                .extracting("champion", "challengers")
                .containsExactly(champion, List.of(JsonView.of(KNN)));
    }

    private static FleetStatus fleet(ProcessorReport... reports) {
        return fleet(Optional.empty(), List.of(reports), Map.of());
    }

    private static FleetStatus fleet(
            Optional<String> missed, List<ProcessorReport> reports, Map<String, String> unread) {
        return new FleetStatus(Optional.of(DEPLOYMENT), missed, List.of(), reports, unread, List.of(), NO_LAG, NOON);
    }

    private static ProcessorReport serving(String instance) {
        return builder(instance).build();
    }

    private static ProcessorReport.Builder builder(String instance) {
        return ProcessorReport.newBuilder()
                .setApplicationId("images")
                .setInstance(instance)
                .setState(ProcessorState.RUNNING)
                .setStatus("running")
                .setDeployment(7)
                .setChampion(MLP)
                .setChallengers(List.of(KNN))
                .setRejected(List.of())
                .setAddress(null)
                .setValidMillis(15_000)
                .setStartedAt(NOON)
                .setReportedAt(NOON);
    }

    private static ModelReference reference(String model, int version) {
        return new ModelReference(model, version, Digests.sha256(new byte[] {(byte) version}));
    }
}
