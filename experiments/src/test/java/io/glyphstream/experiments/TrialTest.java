package io.glyphstream.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.perceptron.NetworkSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Single trainings of the studies, on digits that are drawn here. */
class TrialTest {

    private static final long SEED = 5;

    private final LabeledImages digits = DigitPainter.draw(300, SEED);
    private final Examples examples = LearningImages.of(digits);

    @Test
    void trainingEndsTenEpochsAfterTheLossNoLongerFalls() {
        // At so small a rate the loss falls by far less than the rule asks for.
        var plan = plan(new Optimizer.GradientDescent(1e-9, 0), Trial.StopRule.LOSS_NO_LONGER_FALLS);

        Trial trial = Trial.run(laboratory(), plan, examples, examples.range(0, 0));

        assertThat(trial.history()).hasSize(12);
        assertThat(trial.perceptron()).isPresent();
    }

    @Test
    void aTrialThatDivergesIsARowThatSaysSo() {
        var network = new NetworkSettings(List.of(16), OutputLayer.LINEAR, Initialization.HE, InputScaling.ZERO_TO_ONE);
        var settings = PerceptronStudies.settings(
                network, new Optimizer.GradientDescent(1000, 0.9), EpochSettings.of(30, 10), SEED);
        var plan = new Trial.Plan("study", "rate 1000", settings, Trial.StopRule.NEVER);
        Laboratory laboratory = laboratory();

        Trial trial = Trial.run(laboratory, plan, examples, examples.range(0, 0));
        Finding finding = trial.on(digits, "digits", Finding.Original.of(0.5), laboratory);

        assertThat(finding.remark()).startsWith("diverged after");
        assertThat(finding.loss()).isEmpty();
        assertThat(finding.score().accuracy()).isLessThan(0.2);
        assertThat(finding.comparison()).endsWith("beyond chance");
    }

    @Test
    void askingTheLaboratoryToStopEndsTheStudy() {
        Laboratory laboratory = laboratory();
        var plan = plan(new Optimizer.GradientDescent(0.01, 0), Trial.StopRule.NEVER);
        laboratory.stop();

        assertThatThrownBy(() -> Trial.run(laboratory, plan, examples, examples.range(0, 0)))
                .isInstanceOf(StoppedException.class);
    }

    private static Trial.Plan plan(Optimizer optimizer, Trial.StopRule rule) {
        var settings =
                PerceptronStudies.settings(NetworkSettings.classifier(16), optimizer, EpochSettings.of(50, 100), SEED);
        return new Trial.Plan("study", "a setting", settings, rule);
    }

    private static Laboratory laboratory() {
        var sources = new Laboratory.Sources(
                () -> {
                    throw noData();
                },
                () -> {
                    throw noData();
                });
        return new Laboratory(sources, SEED, 2, (work, done, total, remark) -> {});
    }

    private static AssertionError noData() {
        return new AssertionError("no data set is needed");
    }
}
