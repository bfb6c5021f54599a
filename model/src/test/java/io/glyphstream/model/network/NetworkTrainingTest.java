package io.glyphstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Examples;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.TrainingListener;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTrainingTest {

    private static final NetworkDesign DESIGN = NetworkDesign.classifier(Networks.SMALL);
    private static final Augmentation DISTORTED = new Augmentation(1, 10, 0.1, 0.1, 0.7, 3);

    static Stream<LearningSettings> manySettings() {
        return Stream.of(
                settings(
                        Optimizer.Adam.withRate(0.003), new EpochSettings(2, 32, 5, 0), Regularization.NONE, DISTORTED),
                settings(
                        new Optimizer.GradientDescent(0.05, 0.9),
                        new EpochSettings(2, 50, 5, 0.9),
                        new Regularization(0.01, 0.1, 0.3),
                        Augmentation.NONE),
                settings(
                        Optimizer.Adam.withRate(0.001),
                        EpochSettings.of(2, EpochSettings.FULL_BATCH),
                        Regularization.NONE,
                        Augmentation.NONE),
                new LearningSettings(
                        Optimizer.Adam.withRate(0.01),
                        new LearningRateSchedule.Constant(),
                        EpochSettings.of(3, 50),
                        new Regularization(0, 0, 0.2),
                        DISTORTED,
                        1.5,
                        42));
    }

    @ParameterizedTest
    @MethodSource("manySettings")
    void theSameSeedGivesTheSameBytesForAnyThreadsAndKernel(LearningSettings settings) {
        byte[] expected = snapshot(settings, 1, Kernel.scalar());

        assertThat(snapshot(settings, 2, Kernel.scalar())).isEqualTo(expected);
        assertThat(snapshot(settings, 1, Kernel.fastest())).isEqualTo(expected);
        assertThat(snapshot(settings, 2, Kernel.fastest())).isEqualTo(expected);
        assertThat(snapshot(settings, 3, Kernel.fastest())).isEqualTo(expected);
    }

    private static byte[] snapshot(LearningSettings settings, int threads, Kernel kernel) {
        var training = new NetworkTraining(DESIGN, settings, threads, TrainingListener.silent(), kernel);
        return Snapshots.write(
                training.train(TestData.bars(333, 1), TestData.bars(50, 2)).classifier());
    }

    @Test
    void trainingLearnsWhatItWasShown() {
        var settings = settings(
                Optimizer.Adam.withRate(0.003), EpochSettings.of(30, 32), Regularization.NONE, Augmentation.NONE);

        var result = new NetworkTraining(DESIGN, settings, 1, TrainingListener.silent())
                .train(TestData.bars(600, 3), TestData.bars(200, 4));

        EpochMetrics best = result.history().get(result.bestEpoch() - 1);
        assertThat(best.validationAccuracy()).isGreaterThan(0.9);
    }

    /** After one step all images are answered as if there were no doubt, so there is nothing to learn in the second. */
    @Test
    void aStepWithoutAnyImageThatGoesBackChangesNothing() {
        var images = new Examples(8, 8, 4, TestData.pixels(8 * 64, 1, 3), new int[] {2, 2, 2, 2, 2, 2, 2, 2});

        assertThat(dense(images, 2)).isEqualTo(dense(images, 1));
    }

    private static byte[] dense(Examples images, int epochs) {
        var settings = new LearningSettings(
                new Optimizer.GradientDescent(1000, 0),
                new LearningRateSchedule.Constant(),
                EpochSettings.of(epochs, EpochSettings.FULL_BATCH),
                Regularization.NONE,
                Augmentation.NONE,
                0.1,
                7);
        var design = NetworkDesign.classifier(List.of(new Flatten()));
        return Snapshots.write(new NetworkTraining(design, settings, 1, TrainingListener.silent())
                .train(images, images.range(0, 0))
                .classifier());
    }

    @Test
    void imagesThatNeverGoBackForCertainTeachAsMuch() {
        var settings = new LearningSettings(
                Optimizer.Adam.withRate(0.003),
                new LearningRateSchedule.Constant(),
                EpochSettings.of(30, 32),
                Regularization.NONE,
                Augmentation.NONE,
                2,
                42);

        var result = new NetworkTraining(DESIGN, settings, 1, TrainingListener.silent())
                .train(TestData.bars(600, 3), TestData.bars(200, 4));

        EpochMetrics best = result.history().get(result.bestEpoch() - 1);
        assertThat(best.validationAccuracy()).isGreaterThan(0.9);
    }

    @Test
    void trainingGoesOnFromTheWeightsOfAnother() {
        var none = settings(
                new Optimizer.GradientDescent(1e-30, 0),
                EpochSettings.of(1, 32),
                Regularization.NONE,
                Augmentation.NONE);
        var start = Networks.small(5);
        Examples examples = TestData.bars(64, 5);

        var result = new NetworkTraining(DESIGN, none, 2, TrainingListener.silent())
                .train(start, examples, examples.range(0, 0));

        assertThat(Snapshots.write(result.classifier())).isEqualTo(Snapshots.write(start));
        var other = NetworkDesign.classifier(List.of(new Flatten()));
        assertThatThrownBy(() -> new NetworkTraining(other, none, 1, TrainingListener.silent())
                        .train(start, examples, examples.range(0, 0)))
                .hasMessageStartingWith("the first weights must be those of");
    }

    private static LearningSettings settings(
            Optimizer optimizer, EpochSettings epochs, Regularization regularization, Augmentation augmentation) {
        return new LearningSettings(
                optimizer, new LearningRateSchedule.Cosine(0.5, 0.1), epochs, regularization, augmentation, 42);
    }
}
