package io.glyphstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.model.neural.TrainingResult;
import io.glyphstream.schemas.LearningPoint;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishedCurveTest {

    private static final Dataset DIGITS = new Dataset("digits", DigitPainter.draw(600, 21), DigitPainter.draw(100, 22));
    private static final PerceptronSpec SMALL =
            PerceptronSpec.quick(5).with(Map.of("hidden", "16", "epochs", "3", "validation-share", "0.1"));

    @Test
    void aManifestHasEachEpochOfATraining() {
        var model = train(2, SMALL);
        var history = model.report().history().orElseThrow();

        var curve = model.draft("mlp", "somebody").curve().orElseThrow();

        assertThat(curve.getEpochs()).isEqualTo(3);
        assertThat(curve.getBest()).isEqualTo(history.bestEpoch());
        assertThat(curve.getPoints())
                .isEqualTo(history.epochs().stream()
                        .map(epoch -> new LearningPoint(
                                epoch.epoch(),
                                epoch.learningRate(),
                                epoch.trainingLoss(),
                                epoch.trainingAccuracy(),
                                epoch.validationLoss(),
                                epoch.validationAccuracy()))
                        .toList());
    }

    @Test
    void theSameSeedGivesTheSameCurveAndBytesOnAnyNumberOfThreads() {
        var one = train(1, SMALL);
        var other = train(3, SMALL);

        assertThat(other.learningCurve()).isEqualTo(one.learningCurve());
        assertThat(other.snapshot()).isEqualTo(one.snapshot());
    }

    @Test
    void aModelThatIsFittedInOneGoHasNone() {
        assertThat(train(2, NeighborSpec.plain()).draft("knn", "somebody").curve())
                .isEmpty();
    }

    @Test
    void whatWasNotValidatedIsLeftOut() {
        var curve = PublishedCurve.of(history(2, 2)).orElseThrow();

        assertThat(curve.getPoints().get(0).getValidationLoss()).isNull();
        assertThat(curve.getPoints().get(0).getValidationAccuracy()).isNull();
    }

    @Test
    void ofManyEpochsSomeAreKeptEvenlyWithTheFirstTheBestAndTheLast() {
        for (int epochs : List.of(1, 2, 199, 200, 201, 1_000)) {
            for (int best : List.of(1, Math.min(epochs, epochs / 3 + 2), epochs)) {
                var curve = PublishedCurve.of(history(epochs, best)).orElseThrow();
                var kept =
                        curve.getPoints().stream().map(LearningPoint::getEpoch).toList();

                assertThat(kept).contains(1, best, epochs).isSorted().doesNotHaveDuplicates();
                assertThat(kept).hasSizeBetween(Math.min(epochs, 199), 200);
                assertThat(IntStream.range(1, kept.size()).map(at -> kept.get(at) - kept.get(at - 1)))
                        .allSatisfy(step -> assertThat(step).isLessThanOrEqualTo(epochs / 199 + 1));
                assertThat(curve.getEpochs()).isEqualTo(epochs);
            }
        }
    }

    @Test
    void aTrainingWithoutAnEpochHasNone() {
        assertThat(PublishedCurve.of(history(0, 0))).isEmpty();
    }

    private static TrainingReport.TrainingHistory history(int epochs, int best) {
        var measured = IntStream.rangeClosed(1, epochs)
                .mapToObj(epoch -> new EpochMetrics(epoch, 0.1, 1.0 / epoch, 0.5, Double.NaN, Double.NaN))
                .toList();
        return new TrainingReport.TrainingHistory(measured, best, TrainingResult.Ending.COMPLETED);
    }

    private static TrainedModel train(int threads, ModelSpec spec) {
        return new ModelTrainer(threads, Clock.systemUTC()).train(DIGITS, spec, TrainerListener.silent());
    }
}
