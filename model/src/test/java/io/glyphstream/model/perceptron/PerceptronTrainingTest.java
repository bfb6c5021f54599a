package io.glyphstream.model.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.Workers;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Examples;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.BatchMetrics;
import io.glyphstream.model.neural.DivergedException;
import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.neural.TrainingResult;
import io.glyphstream.model.neural.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PerceptronTrainingTest {

    private static final Augmentation DISTORTED = new Augmentation(1, 10, 0.1, 0.1, 0.7, 3);

    static Stream<TrainingSettings> manySettings() {
        NetworkSettings deep = NetworkSettings.classifier(40, 24);
        return Stream.of(
                settings(
                        deep,
                        Optimizer.Adam.withRate(0.003),
                        new EpochSettings(2, 32, 5, 0),
                        Regularization.NONE,
                        DISTORTED),
                settings(
                        deep,
                        new Optimizer.GradientDescent(0.05, 0.9),
                        new EpochSettings(2, 50, 5, 0.9),
                        new Regularization(0.01, 0.1, 0.2),
                        Augmentation.NONE),
                settings(
                        new NetworkSettings(
                                List.of(130),
                                OutputLayer.LINEAR,
                                Initialization.TRUNCATED_NORMAL,
                                InputScaling.MINUS_ONE_TO_ONE),
                        Optimizer.Adam.withRate(0.001),
                        EpochSettings.of(2, EpochSettings.FULL_BATCH),
                        Regularization.NONE,
                        Augmentation.NONE));
    }

    @ParameterizedTest
    @MethodSource("manySettings")
    void theSameSeedGivesTheSameBytesForAnyThreadsAndKernel(TrainingSettings settings) {
        byte[] expected = snapshot(settings, 1, Kernel.scalar());

        assertThat(snapshot(settings, 2, Kernel.scalar())).isEqualTo(expected);
        assertThat(snapshot(settings, 1, Kernel.fastest())).isEqualTo(expected);
        assertThat(snapshot(settings, 2, Kernel.fastest())).isEqualTo(expected);
        assertThat(snapshot(settings, 3, Kernel.fastest())).isEqualTo(expected);
    }

    private static byte[] snapshot(TrainingSettings settings, int threads, Kernel kernel) {
        var training = new PerceptronTraining(settings, threads, TrainingListener.silent(), kernel);
        return Snapshots.write(
                training.train(TestData.bars(333, 1), TestData.bars(50, 2)).classifier());
    }

    @ParameterizedTest
    @MethodSource("manySettings")
    void trainingLearnsWhatItWasShown(TrainingSettings settings) {
        var longer = settings(
                settings.network(),
                settings.optimizer(),
                new EpochSettings(
                        20,
                        32,
                        EpochSettings.NO_EARLY_STOP,
                        settings.epochSettings().averaging()),
                settings.regularization(),
                Augmentation.NONE);

        TrainingResult<Perceptron> result = new PerceptronTraining(longer, 1, TrainingListener.silent())
                .train(TestData.bars(600, 3), TestData.bars(200, 4));

        EpochMetrics best = result.history().get(result.bestEpoch() - 1);
        assertThat(best.validationAccuracy()).isGreaterThan(0.9);
        assertThat(best.validationLoss())
                .isEqualTo(result.history().stream()
                        .mapToDouble(EpochMetrics::validationLoss)
                        .min()
                        .orElseThrow());
    }

    @Test
    void trainingEndsEarlyWhenNothingBecomesBetterAndKeepsTheBest() {
        TrainingSettings settings = settings(
                NetworkSettings.classifier(64),
                Optimizer.Adam.withRate(0.02),
                new EpochSettings(500, 16, 3, 0),
                Regularization.NONE,
                Augmentation.NONE);
        Examples validation = TestData.bars(150, 6);

        TrainingResult<Perceptron> result =
                new PerceptronTraining(settings, 1, TrainingListener.silent()).train(TestData.bars(100, 5), validation);

        assertThat(result.ending()).isEqualTo(TrainingResult.Ending.EARLY_STOP);
        assertThat(result.history()).hasSize(result.bestEpoch() + 3);
        var validator = validator(validation, settings, Kernel.scalar());
        assertThat(validator.of(result.classifier()).meanLoss())
                .isEqualTo(result.history().get(result.bestEpoch() - 1).validationLoss());
    }

    @Test
    void askingToStopKeepsWhatWasLearned() {
        TrainingSettings settings = settings(
                NetworkSettings.classifier(16),
                Optimizer.Adam.withRate(0.01),
                EpochSettings.of(1_000, 10),
                Regularization.NONE,
                Augmentation.NONE);
        Examples examples = TestData.bars(300, 7);
        var training = new ArrayList<PerceptronTraining>();
        var listener = new TrainingListener() {
            @Override
            public void batchDone(BatchMetrics metrics) {
                if (metrics.epoch() == 4 && metrics.batch() == 2) {
                    training.get(0).stop();
                }
            }
        };
        training.add(new PerceptronTraining(settings, 2, listener));

        TrainingResult<Perceptron> result = training.get(0).train(examples, examples.range(0, 0));

        assertThat(result.ending()).isEqualTo(TrainingResult.Ending.STOPPED);
        assertThat(result.history()).hasSize(3);
        assertThat(result.bestEpoch()).isEqualTo(4);
    }

    @Test
    void askingToStopAtTheEndOfAnEpochTakesNoFurtherStep() {
        Examples examples = TestData.bars(100, 7);
        var training = new ArrayList<PerceptronTraining>();
        var listener = new TrainingListener() {
            @Override
            public void epochDone(EpochMetrics metrics) {
                if (metrics.epoch() == 2) {
                    training.get(0).stop();
                }
            }
        };
        training.add(new PerceptronTraining(epochs(5), 1, listener));
        TrainingResult<Perceptron> twoEpochs =
                new PerceptronTraining(epochs(2), 1, TrainingListener.silent()).train(examples, examples.range(0, 0));

        TrainingResult<Perceptron> stopped = training.get(0).train(examples, examples.range(0, 0));

        assertThat(stopped.ending()).isEqualTo(TrainingResult.Ending.STOPPED);
        assertThat(stopped.history()).isEqualTo(twoEpochs.history());
        assertThat(Snapshots.write(stopped.classifier())).isEqualTo(Snapshots.write(twoEpochs.classifier()));
    }

    /** A schedule that knew how many epochs there are would make them differ. */
    private static TrainingSettings epochs(int epochs) {
        return new TrainingSettings(
                NetworkSettings.classifier(16),
                Optimizer.Adam.withRate(0.01),
                new LearningRateSchedule.Constant(),
                EpochSettings.of(epochs, 10),
                Regularization.NONE,
                Augmentation.NONE,
                1);
    }

    @Test
    void aLearningRateThatIsFarTooHighIsNamed() {
        TrainingSettings settings = settings(
                new NetworkSettings(List.of(16), OutputLayer.LINEAR, Initialization.HE, InputScaling.ZERO_TO_ONE),
                new Optimizer.GradientDescent(1_000, 0.9),
                EpochSettings.of(50, 10),
                Regularization.NONE,
                Augmentation.NONE);
        Examples examples = TestData.bars(100, 8);
        var training = new PerceptronTraining(settings, 1, TrainingListener.silent());

        assertThatThrownBy(() -> training.train(examples, examples.range(0, 0)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("use a lower learning rate");
    }

    @Test
    void secondsOfTrainingReadHandwrittenDigits() throws IOException {
        Examples training = TestData.mnist("train", 20_000);
        Examples test = TestData.mnist("t10k", 2_000);
        TrainingSettings settings = settings(
                NetworkSettings.classifier(128),
                Optimizer.Adam.withRate(0.002),
                EpochSettings.of(2, 64),
                Regularization.NONE,
                Augmentation.NONE);

        Perceptron perceptron = new PerceptronTraining(settings, 2, TrainingListener.silent())
                .train(training, training.range(0, 0))
                .classifier();

        var validator = validator(test, settings, Kernel.fastest());
        assertThat(validator.of(perceptron).accuracy()).isGreaterThan(0.9);
    }

    private static Validator<Perceptron> validator(Examples examples, TrainingSettings settings, Kernel kernel) {
        return new Validator<>(
                examples,
                settings.network().output(),
                (network, pixels, images) -> network.score(pixels, images, kernel),
                Workers.alone());
    }

    private static TrainingSettings settings(
            NetworkSettings network,
            Optimizer optimizer,
            EpochSettings course,
            Regularization regularization,
            Augmentation augmentation) {
        return new TrainingSettings(
                network,
                optimizer,
                new LearningRateSchedule.Cosine(0.5, 0.1),
                course,
                regularization,
                augmentation,
                42);
    }
}
