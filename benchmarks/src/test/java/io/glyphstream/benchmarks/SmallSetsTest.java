package io.glyphstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.PerceptronPlan;
import io.glyphstream.trainer.Preset;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Default settings suit sets that are small and unlike MNIST. */
final class SmallSetsTest {

    private static final long SEED = 1;

    /** The bar is what scikit-learn's default network is right on, less one point: {@code benchmarks/defaults --preset quick}. */
    @ParameterizedTest
    @CsvSource({"features, 90.3", "tiny, 95.6", "digits, 88.3"})
    void defaultsAreAsGoodAsThoseOfScikitLearn(String name, double percentOfScikitLearn) {
        Dataset set = SmallSets.of(name, SEED);

        TrainedModel model = new ModelTrainer(1, Clock.systemUTC())
                .train(set, PerceptronPlan.of(Preset.QUICK, SEED), TrainerListener.silent());

        assertThat(100 * model.report().accuracy()).isGreaterThanOrEqualTo(percentOfScikitLearn - 1);
    }

    static List<String> names() {
        return SmallSets.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void setsAreTheSameForTheSameSeedAndOthersForAnother(String name) {
        Dataset set = SmallSets.of(name, SEED);

        assertThat(SmallSets.of(name, SEED).training().sha256())
                .isEqualTo(set.training().sha256())
                .isNotEqualTo(SmallSets.of(name, SEED + 1).training().sha256())
                .isNotEqualTo(set.test().sha256());
    }

    @Test
    void anUnknownSetIsRefused() {
        assertThatThrownBy(() -> SmallSets.of("letters", SEED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("features")
                .hasMessageContaining("but was letters");
    }
}
