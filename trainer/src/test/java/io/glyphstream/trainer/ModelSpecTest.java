package io.glyphstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Reranking;
import io.glyphstream.model.neighbors.Weighting;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.Optimizer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelSpecTest {

    static Stream<ModelSpec> presets() {
        return Stream.of(
                PerceptronSpec.quick(1),
                PerceptronSpec.accurate(-7),
                PerceptronSpec.quick(2)
                        .with(Map.of("optimizer", "sgd", "schedule", "step", "hidden", "none", "batch-size", "full")),
                PerceptronSpec.quick(3)
                        .with(Map.of("schedule", "constant", "patience", "never", "learning-rate", "1e-05")),
                NeighborSpec.plain(),
                NeighborSpec.plain().with(Map.of("rerank", "distortion")),
                NeighborSpec.plain().with(Map.of("references", "500")));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void readsBackWhatItWrote(ModelSpec spec) {
        assertThat(spec.with(spec.settings())).isEqualTo(spec);
    }

    @Test
    void changesOnlyWhatWasAskedFor() {
        var quick = PerceptronSpec.quick(1);
        var changed = quick.with(Map.of("epochs", "3", "hidden", "64, 32", "seed", "9"));
        assertThat(changed.training().epochSettings().epochs()).isEqualTo(3);
        assertThat(changed.training().network().hidden()).containsExactly(64, 32);
        assertThat(changed.seed()).isEqualTo(9);
        assertThat(changed.training().optimizer()).isEqualTo(quick.training().optimizer());
    }

    @Test
    void givesAnotherOptimizerItsUsualConstants() {
        var spec = PerceptronSpec.quick(1).with(Map.of("optimizer", "sgd", "learning-rate", "0.1"));
        assertThat(spec.training().optimizer()).isEqualTo(new Optimizer.GradientDescent(0.1, 0.9));
    }

    @Test
    void understandsWordsForLimits() {
        var spec = PerceptronSpec.quick(1)
                .with(Map.of(
                        "batch-size",
                        "full",
                        "patience",
                        "5",
                        "schedule",
                        "step",
                        "step-epochs",
                        "2",
                        "step-factor",
                        "0.1"));
        assertThat(spec.training().epochSettings().batchSize()).isEqualTo(EpochSettings.FULL_BATCH);
        assertThat(spec.training().epochSettings().patience()).isEqualTo(5);
        assertThat(spec.training().schedule()).isEqualTo(new LearningRateSchedule.Step(2, 0.1));
    }

    @Test
    void neighborsInANewOrderWeighMoreTheNearerTheyAreUnlessToldOtherwise() {
        var usual = NeighborSpec.plain().with(Map.of("rerank", "distortion"));
        var uniform = NeighborSpec.plain().with(Map.of("rerank", "distortion", "weighting", "uniform"));

        assertThat(usual.neighbors())
                .isEqualTo(new NeighborSettings(3, Weighting.BY_DISTANCE, Preprocessing.NONE, Reranking.DISTORTION));
        assertThat(uniform.neighbors().weighting()).isEqualTo(Weighting.UNIFORM);
        assertThat(uniform.with(Map.of("k", "4")).neighbors().weighting()).isEqualTo(Weighting.UNIFORM);
        assertThat(NeighborSpec.plain().with(uniform.settings())).isEqualTo(uniform);
        assertThat(NeighborSpec.plain().with(usual.settings())).isEqualTo(usual);
    }

    @Test
    void changesNeighbors() {
        var spec = NeighborSpec.plain().with(Map.of("k", "5", "weighting", "by-distance"));
        assertThat(spec.neighbors().k()).isEqualTo(5);
        assertThat(spec.neighbors().weighting()).isEqualTo(Weighting.BY_DISTANCE);
        assertThat(spec.references()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "epoch; 3; 'epoch' has no meaning here",
                "momentum; 0.9; 'momentum' has no meaning here",
                "epochs; many; epochs must be a whole number but was 'many'",
                "epochs; 0; epochs must be at least 1 but was 0",
                "optimizer; lion; optimizer must be one of sgd, adam but was 'lion'",
                "hidden; 64,; hidden must be a whole number but was ''",
                "validation-share; 1; validation share must be within [0, 1) but was 1.0"
            })
    void refusesWhatMakesNoSense(String name, String value, String message) {
        assertThatThrownBy(() -> PerceptronSpec.quick(1).with(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
