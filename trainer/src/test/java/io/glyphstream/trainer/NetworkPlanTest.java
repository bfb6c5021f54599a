package io.glyphstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.network.Shape;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkPlanTest {

    private static final Dataset FEW = new Dataset("few", DigitPainter.draw(60, 51), DigitPainter.draw(100, 52));

    /** Small enough for a test, and still planned by the data. */
    private static final NetworkPlan SMALL =
            NetworkPlan.of(Preset.QUICK, 3).with(Map.of("layers", "conv2x5s3,pool2,dense8", "batch-size", "60"));

    @ParameterizedTest
    @EnumSource
    void dataLikeMnistGetThePresetItself(Preset preset) {
        var plan = NetworkPlan.of(preset, 4);

        assertThat(plan.needsTrials(60_000)).isFalse();
        assertThat(plan.sized(55_000, 28, 28)).isEqualTo(plan.asPreset());
    }

    @ParameterizedTest
    @CsvSource({
        "28, 28, 'conv16x5,pool2,conv32x5,pool2,dense128'",
        "20, 20, 'conv16x5,pool2,conv32x5,pool2,dense128'",
        "8, 8, 'conv16x5p2,pool2,conv32x5p2,pool2,dense128'",
        "3, 5, 'conv16x5p2,pool2,conv32x5p2,dense128'",
        "1, 1, 'conv16x5p2,conv32x5p2,dense128'",
        "64, 64, 'conv16x7s2p3,pool2,conv32x5,pool2,dense128'",
        "1024, 1024, 'conv16x77s37p38,pool2,conv32x5,pool2,dense128'"
    })
    void layersFitTheSizeOfTheImages(int rows, int columns, String layers) {
        assertThat(NetworkPlan.of(Preset.QUICK, 1).sized(500, rows, columns).layers())
                .isEqualTo(layers);
    }

    /** A picture of a thousand times as many pixels may take longer by as much, and not more. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 1024", "2, 3", "5, 200", "17, 19", "28, 60", "41, 42", "64, 64", "99, 640", "1024, 1024"})
    void everySizeHasANetworkOfItsMeasure(int rows, int columns) {
        for (var preset : Preset.values()) {
            var spec = NetworkPlan.of(preset, 1).sized(500, rows, columns);

            assertThatCode(() -> spec.requireFit(InputShape.gray(rows, columns), 256))
                    .doesNotThrowAnyException();
            var form = spec.design().form(new Shape(rows, columns, 1), 256);
            var usual = preset.network(1).design().form(new Shape(28, 28, 1), 256);
            assertThat(form.multiplications())
                    .isLessThan(16 * usual.multiplications() * Math.max(1, rows * columns / (28 * 28)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "dense9", "pool2,pool3", "conv3x5s2p1,conv4x3,pool2,dense5,dense6", "conv1x1,pool2"})
    void layersAreReadFromWordsAndWrittenBack(String layers) {
        assertThat(NetworkSpec.quick(1).with(Map.of("layers", layers)).layers()).isEqualTo(layers);
    }

    @Test
    void aRectifierFollowsEachLayerWithWeightsBehindItsPool() {
        assertThat(NetworkLayers.read("conv3x5,pool2,conv4x3,dense6"))
                .extracting(layer -> layer.getClass().getSimpleName())
                .containsExactly(
                        "Convolution",
                        "MaximumPooling",
                        "Rectifier",
                        "Convolution",
                        "Rectifier",
                        "Flatten",
                        "Dense",
                        "Rectifier");
    }

    @ParameterizedTest
    @CsvSource({
        "conv16, a layer must be one like conv16x5",
        "conv0x5, 'filters must be within [1, 65536] but was 0'",
        "conv4x3p3, 'padding must be within [0, 2] but was 3'",
        "pool0, 'a pool''s side must be within'",
        "dense1234567, 'but was ''dense1234567'"
    })
    void refusesLayersThatMakeNoSenseBeforeThereAreData(String layers, String message) {
        assertThatThrownBy(() -> NetworkPlan.of(Preset.QUICK, 1).with(Map.of("layers", layers)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "17", "-1"})
    void refusesTooFewOrTooManyMembers(String members) {
        assertThatThrownBy(() -> NetworkPlan.of(Preset.QUICK, 1).with(Map.of("members", members)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("members must be within [1, 16] but was " + members);
    }

    /** Each member alone may be as large as this; together they may not. */
    @Test
    void refusesMembersThatTogetherAskForTooMuch() {
        var spec = NetworkSpec.quick(1).with(Map.of("layers", "conv20000x1,pool28"));

        assertThatCode(() -> ModelTrainer.requireFit(FEW, spec)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ModelTrainer.requireFit(FEW, spec.with(Map.of("members", "3"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the values of all layers must be at most");
    }

    @Test
    void refusesImagesThatTheLayersDoNotFit() {
        for (var spec : List.of(NetworkSpec.quick(1), NetworkPlan.of(Preset.QUICK, 1))) {
            assertThatThrownBy(() -> ModelTrainer.requireFit(FEW, spec.with(Map.of("layers", "pool29"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the layers pool29 do not fit images of 28 x 28: ");
        }
    }

    @Test
    void epochsByHandLeaveTheLearningAsItIsAndTheLayersToTheSize() {
        var spec = NetworkPlan.of(Preset.QUICK, 4).with(Map.of("epochs", "7")).byHand(8, 8);

        assertThat(spec)
                .isEqualTo(NetworkSpec.quick(4)
                        .with(Map.of("epochs", "7", "layers", "conv16x5p2,pool2,conv32x5p2,pool2,dense128")));
    }

    @ParameterizedTest
    @ValueSource(ints = 3)
    void sameSeedGivesTheSameBytesForAnyNumberOfThreads(int threads) {
        var alone = train(SMALL, FEW, 1);

        var shared = train(SMALL, FEW, threads);

        assertThat(shared.snapshot()).isEqualTo(alone.snapshot());
        assertThat(alone.report().trials())
                .extracting(TrainingReport.TrialFacts::isDistorted)
                .containsExactly(false, true);
        var again = train(NetworkSpec.quick(1).with(alone.report().settings()), FEW, 1);
        assertThat(again.snapshot()).isEqualTo(alone.snapshot());
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 1", "40, 3, 3", "51, 2, 7"})
    void tinyDataCanBeLearnedFrom(int images, int rows, int columns) {
        var pixels = new byte[images * rows * columns];
        var labels = new int[images];
        for (var image = 0; image < images; image++) {
            labels[image] = image % 2;
            Arrays.fill(
                    pixels, image * rows * columns, (image + 1) * rows * columns, (byte) (image % 2 == 0 ? 200 : 20));
        }
        var data = new LabeledImages("gray", rows, columns, 2, pixels, labels);

        var model = train(NetworkPlan.of(Preset.QUICK, 1), new Dataset("gray", data, data), 1);

        assertThat(model.report().accuracy()).isEqualTo(1);
    }

    private static TrainedModel train(ModelSpec spec, Dataset dataset, int threads) {
        return new ModelTrainer(threads, Clock.systemUTC()).train(dataset, spec, TrainerListener.silent());
    }
}
