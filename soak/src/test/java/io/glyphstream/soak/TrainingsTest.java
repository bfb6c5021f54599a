package io.glyphstream.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.TrainingFacts;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingRecipe;
import io.glyphstream.schemas.TrainingResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TrainingsTest {

    private static final Sha256 DIGEST = Digests.sha256(new byte[1]);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void whatATrainingBecameLaterIsNoTrainingOfItsOwn() {
        var outcomes = List.of(
                outcome(1, TrainingResult.PROMOTED, 1),
                outcome(1, TrainingResult.ROLLED_BACK, 1),
                outcome(2, TrainingResult.FAILED, 0),
                outcome(3, TrainingResult.HELD, 2),
                outcome(4, TrainingResult.ROLLED_BACK, 3));

        var trainings = Trainings.of(outcomes, List.of(manifest(1, 100), manifest(2, 200), manifest(3, 300)), false);

        assertThat(trainings).isEqualTo(new Trainings(4, 1, 3, 2, 0, List.of()));
    }

    @Test
    void aTrainingThatWasPublishedTwiceIsNamed() {
        var outcomes = List.of(outcome(1, TrainingResult.HELD, 1), outcome(1, TrainingResult.HELD, 2));

        var trainings = Trainings.of(outcomes, List.of(manifest(1, 100), manifest(2, 100)), false);

        assertThat(trainings.problems())
                .containsExactly(
                        "training 1 was published as learned@1 and learned@2",
                        "learned@1 and learned@2 are of the same training");
    }

    @Test
    void aVersionWithoutAnOutcomeIsThatOfTheTrainingInHandAlone() {
        var published = List.of(manifest(1, 100), manifest(2, 200));
        var outcomes = List.of(outcome(1, TrainingResult.HELD, 1));

        assertThat(Trainings.of(outcomes, published, true).problems()).isEmpty();
        assertThat(Trainings.of(outcomes, published, false).problems())
                .containsExactly("1 version published without an outcome of a training");
        assertThat(Trainings.of(List.of(), published, true).problems())
                .containsExactly("2 versions published without an outcome of a training");
    }

    @Test
    void aVersionThatIsNotThereIsNamed() {
        var trainings = Trainings.of(List.of(outcome(1, TrainingResult.HELD, 1)), List.of(), false);

        assertThat(trainings.problems()).containsExactly("learned@1 was published, and is not there");
    }

    private static TrainingOutcome outcome(long number, TrainingResult result, int version) {
        @Nullable ModelReference model = version == 0 ? null : reference(version);
        return new TrainingOutcome("learned", number, "3000 new labels", result, model, null, "", NOON);
    }

    private static ModelReference reference(int version) {
        return new ModelReference("learned", version, DIGEST);
    }

    private static ModelManifest manifest(int version, long end) {
        var log = new LogData(
                List.of(new OffsetRange("id", 0, 0L, end)),
                List.of(),
                "newest 1, at most 1 bytes",
                "sha256-tenth",
                DIGEST);
        var recipe = new TrainingRecipe("mlp", "quick", 1L, Map.of(), null, 1);
        var training = new TrainingFacts("the log", DIGEST, 1L, Map.of(), 10L, 5L, 4L, List.of(), 12L, recipe, log);
        return new ModelManifest(
                reference(version),
                "perceptron",
                1,
                1L,
                List.of(DIGEST),
                2,
                3,
                2,
                training,
                List.of(),
                "one",
                NOON,
                null,
                1,
                List.of(),
                null,
                null);
    }
}
