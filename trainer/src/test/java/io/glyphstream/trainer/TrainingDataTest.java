package io.glyphstream.trainer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Data that no model can be made of are refused before training. */
class TrainingDataTest {

    static Stream<Arguments> uselessData() {
        return Stream.of(
                Arguments.of(new int[0], new int[] {0}, "there must be at least 1 training image but there are none"),
                Arguments.of(new int[] {0, 1}, new int[0], "there must be at least 1 test image but there are none"),
                Arguments.of(
                        new int[] {2, 2, 2},
                        new int[] {2},
                        "training images must show at least 2 classes but all 3 show class 2"),
                Arguments.of(
                        new int[] {0, 1},
                        new int[] {0, 3},
                        "each class of the test images must have a training image but class 3 has none"));
    }

    @ParameterizedTest
    @MethodSource("uselessData")
    void refusesThemWithTheRuleAndTheValue(int[] training, int[] test, String rule) {
        var dataset = new Dataset("mine", images(training), images(test));

        for (var spec : new ModelSpec[] {
            PerceptronPlan.of(Preset.QUICK, 1),
            PerceptronSpec.quick(1),
            NeighborSpec.plain().with(Map.of("k", "1"))
        }) {
            assertThatThrownBy(() -> train(dataset, spec))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("mine: " + rule);
        }
    }

    @Test
    void refusesMoreNeighborsThanReferences() {
        var dataset = new Dataset("mine", images(0, 1, 0, 1), images(0, 1));

        assertThatThrownBy(() -> train(dataset, NeighborSpec.plain().with(Map.of("k", "5"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be within [1, 4], the number of references, but was 5");
        assertThatThrownBy(() -> train(dataset, NeighborSpec.plain().with(Map.of("k", "3", "references", "2"))))
                .hasMessage("k must be within [1, 2], the number of references, but was 3");
    }

    @Test
    void refusesReferencesOfOneClass() {
        var dataset = new Dataset("mine", images(1, 1, 0, 0), images(0, 1));

        assertThatThrownBy(() -> train(dataset, NeighborSpec.plain().with(Map.of("k", "1", "references", "2"))))
                .hasMessage("references must show at least 2 classes but the first 2 show 1");
    }

    private static LabeledImages images(int... labels) {
        return new LabeledImages("mine", 2, 2, 4, new byte[labels.length * 4], labels);
    }

    private static TrainedModel train(Dataset dataset, ModelSpec spec) {
        var listener = new TrainerListener() {
            @Override
            public void stepDone(TrainingProgress progress) {
                throw new AssertionError("training began");
            }
        };
        return new ModelTrainer(1, Clock.systemUTC()).train(dataset, spec, listener);
    }
}
