package io.glyphstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.trainer.report.JsonReport;
import io.glyphstream.trainer.report.MarkdownReport;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PerceptronPlanTest {

    private static final Dataset FEW = new Dataset("few", DigitPainter.draw(60, 51), DigitPainter.draw(500, 52));

    /** Small enough for a test, and still planned by the data. */
    private static final PerceptronPlan SMALL =
            PerceptronPlan.of(Preset.QUICK, 3).with(Map.of("hidden", "16"));

    @ParameterizedTest
    @EnumSource
    void dataLikeMnistGetThePresetItself(Preset preset) {
        var plan = PerceptronPlan.of(preset, 4);

        assertThat(plan.needsTrials(60_000)).isFalse();
        assertThat(plan.sized(55_000, 28, 28)).isEqualTo(plan.asPreset());
    }

    @ParameterizedTest
    @CsvSource({"quick, 3", "accurate, 7"})
    void epochsByHandLeaveThePresetAsItIs(String preset, int epochs) {
        var plan = PerceptronPlan.of(Preset.valueOf(preset.toUpperCase(Locale.ROOT)), 4)
                .with(Map.of("epochs", "" + epochs, "hidden", "8"));
        var byHand = PerceptronSpec.of(plan.preset(), 4).with(Map.of("epochs", "" + epochs, "hidden", "8"));

        var model = train(plan, FEW, 1);

        assertThat(model.report().settings()).isEqualTo(byHand.settings());
        assertThat(model.snapshot()).isEqualTo(train(byHand, FEW, 1).snapshot());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "50, 8, 8", "200, 28, 28", "1300, 24, 24", "5000, 64, 64", "19999, 28, 28"})
    void fewImagesGetAsManyStepsAsManyDo(int images, int rows, int columns) {
        var epochs = PerceptronPlan.of(Preset.QUICK, 1)
                .sized(images, rows, columns)
                .training()
                .epochSettings();
        var batch = Math.min(images, epochs.batchSize());
        var steps = (long) epochs.epochs() * (long) Math.ceil((double) images / batch);

        assertThat(steps).isGreaterThanOrEqualTo(Preset.QUICK.leastSteps());
        assertThat(steps - (long) Math.ceil((double) images / batch))
                .as("no epoch more than that, or than the preset has")
                .isLessThan(Math.max(Preset.QUICK.leastSteps(), 8L * (long) Math.ceil((double) images / batch)));
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "28, 60", "64, 64", "1024, 1024", "1, 1"})
    void distortionGrowsWithTheImage(int rows, int columns) {
        var usual = PerceptronPlan.of(Preset.ACCURATE, 1).asPreset().training().augmentation();
        var share = Math.min(rows, columns) / 28.0;

        var augmentation = PerceptronPlan.of(Preset.ACCURATE, 1)
                .sized(500, rows, columns)
                .training()
                .augmentation();

        assertThat(augmentation.shift()).isCloseTo(Math.min(64, share * usual.shift()), within(1e-9));
        assertThat(augmentation.elastic()).isCloseTo(Math.min(64, share * usual.elastic()), within(1e-9));
        assertThat(augmentation.elasticSpacing())
                .isCloseTo(Math.max(0.5, Math.min(64, share * usual.elasticSpacing())), within(1e-9));
        assertThat(augmentation.rotation()).isEqualTo(usual.rotation());
    }

    @Test
    void warmUpIsTheSameShareOfTheTraining() {
        var schedule = PerceptronPlan.of(Preset.QUICK, 1).sized(200, 28, 28).training();

        assertThat(schedule.schedule())
                .isEqualTo(
                        new LearningRateSchedule.Cosine(schedule.epochSettings().epochs() / 16.0, 0));
    }

    @Test
    void largePicturesGetNarrowLayersThatASnapshotCanHold() {
        var hidden = PerceptronPlan.of(Preset.ACCURATE, 1)
                .sized(500, 1024, 1024)
                .training()
                .network()
                .hidden();

        assertThat(hidden).containsExactly(16, 16);
    }

    @Test
    void whatTheUserChoseStays() {
        var plan = PerceptronPlan.of(Preset.QUICK, 1)
                .with(Map.of("batch-size", "10", "shift", "0.5", "hidden", "9", "warm-up-epochs", "2"));

        var training = plan.sized(100, 28, 28).training();

        assertThat(training.epochSettings().batchSize()).isEqualTo(10);
        assertThat(training.epochSettings().epochs()).isEqualTo(Preset.QUICK.leastSteps() / 10);
        assertThat(training.augmentation().shift()).isEqualTo(0.5);
        assertThat(training.network().hidden()).containsExactly(9);
        assertThat(training.schedule()).isEqualTo(new LearningRateSchedule.Cosine(2, 0));
        assertThat(plan.leavesDistortionOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = 3)
    void sameSeedGivesTheSameBytesForAnyNumberOfThreads(int threads) {
        var alone = train(SMALL, FEW, 1);

        var shared = train(SMALL, FEW, threads);

        assertThat(shared.snapshot()).isEqualTo(alone.snapshot());
        assertThat(shared.report().trials()).isEqualTo(alone.report().trials());
    }

    @Test
    void theReportSaysWhatWasTriedAndItsSettingsGiveTheSameModel() {
        var model = train(SMALL, FEW, 1);
        var report = model.report();

        assertThat(report.trials())
                .extracting(TrainingReport.TrialFacts::isDistorted)
                .containsExactly(false, true);
        assertThat(report.trials())
                .filteredOn(TrainingReport.TrialFacts::isKept)
                .hasSize(1);
        assertThat(report.trials()).allSatisfy(trial -> {
            assertThat(trial.trainedOn()).isEqualTo(48);
            assertThat(trial.validatedOn()).isEqualTo(12);
        });
        assertThat(report.data().trainedOn()).isEqualTo(60);
        assertThat(MarkdownReport.of(report)).contains("| distorted | 48 | 12 |");
        assertThat(JsonReport.of(report).get("trials")).hasSize(2);
        var again = train(PerceptronSpec.quick(1).with(report.settings()), FEW, 1);
        assertThat(again.snapshot()).isEqualTo(model.snapshot());
    }

    @Test
    void aStopDuringTheTrialsGivesTheBestSoFar() {
        var trainer = new ModelTrainer(1, Clock.systemUTC());

        var model = trainer.train(FEW, SMALL, new TrainerListener() {
            @Override
            public void stepDone(TrainingProgress progress) {
                trainer.stop();
            }
        });

        assertThat(model.report().trials()).hasSize(1);
        assertThat(model.report().data().trainedOn()).isEqualTo(48);
    }

    @Test
    void validationByHandIsOneTrainingWithThatPartSetApart() {
        var model = train(SMALL.with(Map.of("validation-share", "0.25")), FEW, 1);

        assertThat(model.report().trials()).isEmpty();
        assertThat(model.report().data().validatedOn()).isEqualTo(15);
        assertThat(((Perceptron) model.classifier()).layers()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 1", "3, 2, 5", "40, 3, 3", "49, 1, 7", "51, 2, 2"})
    void tinyDataCanBeLearnedFrom(int images, int rows, int columns) {
        var pixels = new byte[images * rows * columns];
        var labels = new int[images];
        for (var image = 0; image < images; image++) {
            labels[image] = image % 2;
            Arrays.fill(
                    pixels, image * rows * columns, (image + 1) * rows * columns, (byte) (image % 2 == 0 ? 200 : 20));
        }
        var data = new LabeledImages("gray", rows, columns, 2, pixels, labels);

        var model = train(
                PerceptronPlan.of(Preset.QUICK, 1).with(Map.of("hidden", "8")), new Dataset("gray", data, data), 1);

        assertThat(model.report().accuracy()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"epoch, 3, 'epoch' has no meaning here", "batch-size, 0, batch size must be at least 1 but was 0"})
    void refusesWhatMakesNoSenseBeforeThereAreData(String name, String value, String message) {
        assertThatThrownBy(() -> PerceptronPlan.of(Preset.QUICK, 1).with(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static TrainedModel train(ModelSpec spec, Dataset dataset, int threads) {
        return new ModelTrainer(threads, Clock.systemUTC()).train(dataset, spec, TrainerListener.silent());
    }
}
