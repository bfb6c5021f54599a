package io.glyphstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.model.neural.TrainingResult;
import io.glyphstream.schemas.Digests;
import io.glyphstream.trainer.evaluation.Evaluation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTrainerTest {

    private static final Dataset DIGITS =
            new Dataset("digits", DigitPainter.draw(1500, 21), DigitPainter.draw(333, 22));
    private static final PerceptronSpec SMALL =
            PerceptronSpec.quick(5).with(Map.of("hidden", "32", "epochs", "4", "validation-share", "0.1"));

    private static final TrainedModel PERCEPTRON =
            new ModelTrainer(2, Clock.systemUTC()).train(DIGITS, SMALL, TrainerListener.silent());

    @Test
    void reportAddsUp() {
        var report = PERCEPTRON.report();
        assertThat(report.data().trainedOn()).isEqualTo(1350);
        assertThat(report.data().validatedOn()).isEqualTo(150);
        assertThat(report.data().heldOut()).isEqualTo(333);
        assertThat(report.confusion().total()).isEqualTo(333);
        assertThat(report.history().orElseThrow().epochs()).hasSize(4);
        assertThat(report.settings()).isEqualTo(SMALL.settings());
        assertThat(report.snapshot().sha256()).isEqualTo(Digests.sha256(PERCEPTRON.snapshot()));
        assertThat(report.accuracy()).isGreaterThan(0.5);
    }

    @Test
    void whatWasMeasuredIsWhatTheBytesSay() throws Exception {
        var read = Snapshots.read(PERCEPTRON.snapshot());
        var scores = read.score(DIGITS.test().pixels(), DIGITS.test().size());
        var correct = 0;
        for (var image = 0; image < scores.size(); image++) {
            correct += scores.label(image) == DIGITS.test().label(image) ? 1 : 0;
            assertThat(PERCEPTRON.evaluation().answer(image)).isEqualTo(scores.label(image));
        }
        assertThat(PERCEPTRON.report().confusion().correct()).isEqualTo(correct);
    }

    @Test
    void probesHoldToTheBit() {
        assertThat(PERCEPTRON.probes()).hasSize(16);
        for (var probe : PERCEPTRON.probes()) {
            var pixels = new byte[28 * 28];
            probe.getPixels().duplicate().get(pixels);
            var scores = PERCEPTRON.classifier().score(pixels, 1);
            assertThat(scores.label(0)).isEqualTo(probe.getLabel());
            for (var label = 0; label < 10; label++) {
                assertThat(Float.floatToRawIntBits(scores.output(0, label)))
                        .isEqualTo(Float.floatToRawIntBits(probe.getOutputs().get(label)));
            }
        }
    }

    @Test
    void worstMistakesAreMistakesWithTheSurestFirst() {
        var mistakes = PERCEPTRON.report().worstMistakes();
        assertThat(mistakes)
                .isNotEmpty()
                .allSatisfy(mistake -> assertThat(mistake.truth())
                        .isEqualTo(DIGITS.test().label(mistake.index()))
                        .isNotEqualTo(mistake.answer()))
                .isSortedAccordingTo((one, other) -> Float.compare(other.confidence(), one.confidence()));
    }

    @Test
    void draftCarriesTheReport() {
        var draft = PERCEPTRON.draft("mlp", "somebody");
        assertThat(draft.kind()).isEqualTo("perceptron");
        assertThat(draft.training().getSettings()).isEqualTo(SMALL.settings());
        assertThat(draft.training().getCorrect())
                .isEqualTo(PERCEPTRON.report().confusion().correct());
        assertThat(draft.training().getConfusion()).hasSize(100);
        assertThat(draft.training().getHeldOut()).isEqualTo(333);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void sameSeedGivesTheSameBytesForAnyNumberOfThreads(int threads) {
        var again = new ModelTrainer(threads, Clock.systemUTC()).train(DIGITS, SMALL, TrainerListener.silent());
        assertThat(again.snapshot()).isEqualTo(PERCEPTRON.snapshot());
        assertThat(again.probes()).isEqualTo(PERCEPTRON.probes());
    }

    @Test
    void stoppedTrainingIsMeasuredLikeAnyOther() {
        var trainer = new ModelTrainer(1, Clock.systemUTC());
        var model = trainer.train(DIGITS, SMALL.with(Map.of("epochs", "1000")), new TrainerListener() {
            @Override
            public void epochDone(EpochMetrics metrics) {
                trainer.stop();
            }
        });
        var history = model.report().history().orElseThrow();
        assertThat(history.ending()).isEqualTo(TrainingResult.Ending.STOPPED);
        assertThat(history.epochs()).hasSize(1);
        assertThat(model.report().confusion().total()).isEqualTo(333);
    }

    @Test
    void timeLeftFollowsThePaceSoFar() {
        var heard = new ArrayList<TrainingProgress>();
        new ModelTrainer(1, new TickingClock()).train(DIGITS, SMALL, new TrainerListener() {
            @Override
            public void stepDone(TrainingProgress progress) {
                heard.add(progress);
            }
        });
        var last = heard.get(heard.size() - 1);
        assertThat(last.share()).isEqualTo(1);
        assertThat(last.left()).isZero();
        for (var i = 0; i < heard.size(); i++) {
            var steps = heard.size() - i - 1;
            assertThat(heard.get(i).left().toMillis() / 1000.0).isCloseTo(steps, within(0.001));
        }
    }

    @Test
    void neighborsAreTheFirstTrainingImages() {
        var spec = NeighborSpec.plain().with(Map.of("references", "700", "k", "1"));
        var model = new ModelTrainer(2, Clock.systemUTC()).train(DIGITS, spec, TrainerListener.silent());
        assertThat(model.report().data().trainedOn()).isEqualTo(700);
        assertThat(model.report().history()).isEmpty();
        var answers = model.classifier().score(DIGITS.training().range(0, 700).pixels(), 700);
        for (var image = 0; image < 700; image++) {
            assertThat(answers.label(image)).isEqualTo(DIGITS.training().label(image));
        }
    }

    @Test
    void refusesToMeasureOnOtherImages() {
        var tiny = new LabeledImages("tiny", 2, 2, 10, new byte[4], new int[1]);
        assertThatThrownBy(
                        () -> Evaluation.of(PERCEPTRON.classifier(), tiny, 1, Evaluation.EvaluationListener.silent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("28 x 28")
                .hasMessageContaining("2 x 2");
    }

    /** A clock that goes on by a second whenever somebody looks. */
    private static final class TickingClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public synchronized Instant instant() {
            now = now.plus(Duration.ofSeconds(1));
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
