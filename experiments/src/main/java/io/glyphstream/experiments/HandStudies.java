package io.glyphstream.experiments;

import io.glyphstream.model.Course;
import io.glyphstream.model.Initialization;
import io.glyphstream.model.InputScaling;
import io.glyphstream.model.NetworkSettings;
import io.glyphstream.model.Optimizer;
import io.glyphstream.model.OutputLayer;
import io.glyphstream.model.TrainingSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The networks that the original study wrote by hand: plain gradient descent on 20,000 images at once. */
final class HandStudies {

    static final Experiment SQUARED_ERRORS = new Experiment(
            "mlp-hand-mse",
            "one hidden layer by hand, mean squared error, linear outputs, 100 epochs: widths and learning rates",
            HandStudies::squaredErrors);

    static final Experiment CROSS_ENTROPY = new Experiment(
            "mlp-hand-ce",
            "one hidden layer by hand, cross-entropy, softmax, 200 epochs: widths, then learning rates",
            HandStudies::crossEntropy);

    private static final int CLASSES = 10;

    private static final List<Double> MSE_RATES = List.of(0.1, 0.01, 0.001, 0.0001);
    private static final Map<Double, Double> MSE_ORIGINALS = Map.of(0.1, 0.14, 0.01, 0.41, 0.001, 0.43, 0.0001, 0.14);

    private static final List<RateAndWidth> CE_WIDTHS = RateAndWidth.widths(List.of(500, 1000, 1500, 2000), 0.01);
    private static final List<RateAndWidth> CE_RATES = RateAndWidth.rates(500, List.of(1.0, 0.01, 0.001, 0.0001));

    private HandStudies() {}

    private static Findings squaredErrors(Laboratory laboratory) {
        List<RateAndWidth> narrow = RateAndWidth.rates(500, MSE_RATES);
        List<RateAndWidth> wide = RateAndWidth.rates(1000, MSE_RATES);
        List<Trial> trials = RateAndWidth.tryAll(
                laboratory,
                Stream.concat(narrow.stream(), wide.stream()).toList(),
                network -> new Trial.Plan(
                        "mlp-hand-mse",
                        network.setting(),
                        squaredErrors(network, laboratory.seed()),
                        Trial.StopRule.NEVER));
        return new Findings(
                SQUARED_ERRORS,
                RateAndWidth.rows(laboratory, trials, HandStudies::squaredErrorOriginals),
                List.of(
                        "The original's figures are put beside width 500 and 200 images. Its first weights and the scale of"
                                + " its inputs are not known; here they are He's, and [0, 1], so most of its figures are not"
                                + " met.",
                        "The gradient is that of the sum over the ten outputs, as in the original, so its steps are ten"
                                + " times those of the mean. An accuracy of 0.14 on the 200 images is that of a network"
                                + " that answers always 0, or always 1: 28 of the 200 are zeros, 28 ones."),
                List.of(
                        new Findings.Figure(
                                "mlp-hand-mse-500",
                                "Training loss by epoch at width 500.",
                                RateAndWidth.losses(
                                        "Mean squared error by hand, width 500", "mean squared error", trials, narrow)),
                        new Findings.Figure(
                                "mlp-hand-mse-1000",
                                "Training loss by epoch at width 1000.",
                                RateAndWidth.losses(
                                        "Mean squared error by hand, width 1000",
                                        "mean squared error",
                                        trials,
                                        wide))));
    }

    /** The original's gradient was not divided by the number of outputs; multiplying the rate by it is the same. */
    private static TrainingSettings squaredErrors(RateAndWidth network, long seed) {
        return PerceptronStudies.settings(
                new NetworkSettings(
                        List.of(network.width()), OutputLayer.LINEAR, Initialization.HE, InputScaling.ZERO_TO_ONE),
                new Optimizer.GradientDescent(CLASSES * network.rate(), 0),
                Course.of(100, Course.FULL_BATCH),
                seed);
    }

    private static RateAndWidth.Originals squaredErrorOriginals(String setting) {
        return MSE_ORIGINALS.entrySet().stream()
                .filter(original -> setting.equals(new RateAndWidth(500, original.getKey()).setting()))
                .map(original ->
                        new RateAndWidth.Originals(Finding.Original.of(original.getValue()), Finding.Original.NONE))
                .findFirst()
                .orElse(RateAndWidth.Originals.NONE);
    }

    private static Findings crossEntropy(Laboratory laboratory) {
        List<Trial> trials = RateAndWidth.tryAll(
                laboratory,
                Stream.concat(CE_WIDTHS.stream(), CE_RATES.stream()).toList(),
                network -> new Trial.Plan(
                        "mlp-hand-ce",
                        network.setting(),
                        PerceptronStudies.settings(
                                NetworkSettings.classifier(network.width()),
                                new Optimizer.GradientDescent(network.rate(), 0),
                                Course.of(200, Course.FULL_BATCH),
                                laboratory.seed()),
                        Trial.StopRule.NEVER));
        return new Findings(
                CROSS_ENTROPY,
                RateAndWidth.rows(laboratory, trials, HandStudies::crossEntropyOriginals),
                List.of(
                        "The original's figures are of width 500; each training took it 165 s, in NumPy on 2 cores.",
                        "It drew other first weights. With 20,000 images in every step, nothing else is left to chance."),
                List.of(
                        new Findings.Figure(
                                "mlp-hand-ce-widths",
                                "Training loss by epoch, for each width at rate 0.01.",
                                RateAndWidth.losses(
                                        "Cross-entropy by hand, rate 0.01: loss by width",
                                        "cross-entropy, nats",
                                        trials,
                                        CE_WIDTHS)),
                        new Findings.Figure(
                                "mlp-hand-ce-rates",
                                "Training loss by epoch, for each rate at width 500.",
                                RateAndWidth.losses(
                                        "Cross-entropy by hand, width 500: loss by learning rate",
                                        "cross-entropy, nats",
                                        trials,
                                        CE_RATES))));
    }

    private static RateAndWidth.Originals crossEntropyOriginals(String setting) {
        if (setting.equals(new RateAndWidth(500, 0.01).setting())) {
            return new RateAndWidth.Originals(Finding.Original.of(0.835, 0.969), Finding.Original.of(0.8139, 0.969));
        }
        if (setting.equals(new RateAndWidth(500, 1).setting())) {
            return new RateAndWidth.Originals(Finding.Original.of(0.96, 0.106), Finding.Original.of(0.9555, 0.106));
        }
        return RateAndWidth.Originals.NONE;
    }
}
