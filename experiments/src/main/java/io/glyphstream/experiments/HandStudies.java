package io.glyphstream.experiments;

import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.perceptron.NetworkSettings;
import io.glyphstream.model.perceptron.TrainingSettings;
import java.util.ArrayList;
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

    /** Tried with so many first weights. */
    private static final int STARTS = 3;

    private static final RateAndWidth CE_REPEATED = new RateAndWidth(500, 0.01);

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
                        "The original's figures are put beside width 500 and 200 images. It did not write down its first"
                                + " weights and the scale of its inputs. Here they are He's and [-1, 1]; with inputs in"
                                + " [0, 1], rates 0.1 and 0.01 both come to 0.79. First weights matter: at rate 0.01, seeds"
                                + " 1 and 2 come to 0.495 and 0.615.",
                        "The gradient is that of the sum over the ten outputs, as in the original, so its steps are ten"
                                + " times those of the mean. At rate 0.1 the first steps are so long that afterwards no"
                                + " hidden unit is ever above zero: the network answers every image with the most frequent"
                                + " class, 1, which 28 of the 200 images are. At rate 0.0001 100 epochs are too few."),
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
                        List.of(network.width()), OutputLayer.LINEAR, Initialization.HE, InputScaling.MINUS_ONE_TO_ONE),
                new Optimizer.GradientDescent(CLASSES * network.rate(), 0),
                EpochSettings.of(100, EpochSettings.FULL_BATCH),
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
                network -> crossEntropy(network, laboratory.seed()));
        List<Finding> rows = new ArrayList<>(RateAndWidth.rows(laboratory, trials, HandStudies::crossEntropyOriginals));
        rows.addAll(repetitions(laboratory, trials));
        return new Findings(
                CROSS_ENTROPY,
                rows,
                List.of(
                        "The original's figures are of width 500; each training took it 165 s, in NumPy on 2 cores.",
                        "It drew other first weights. With all images in every step nothing else is left to chance, but at"
                                + " rate 0.01 the loss is still falling when training ends, and how far it has come differs"
                                + " by a tenth between first weights. So the original's one figure is put beside the mean of "
                                + STARTS + " of ours."),
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

    private static Trial.Plan crossEntropy(RateAndWidth network, long seed) {
        return new Trial.Plan(
                "mlp-hand-ce",
                network.setting(),
                PerceptronStudies.settings(
                        NetworkSettings.classifier(network.width()),
                        new Optimizer.GradientDescent(network.rate(), 0),
                        EpochSettings.of(200, EpochSettings.FULL_BATCH),
                        seed),
                Trial.StopRule.NEVER);
    }

    /** Returns the rows of more first weights for the network that depends on them most, and those of their means. */
    private static List<Finding> repetitions(Laboratory laboratory, List<Trial> trials) {
        var starts = new ArrayList<>(trials.stream()
                .filter(trial -> trial.plan().setting().equals(CE_REPEATED.setting()))
                .toList());
        for (int i = 1; i < STARTS; i++) {
            long seed = laboratory.seed() + i;
            starts.addAll(
                    RateAndWidth.tryAll(laboratory, List.of(CE_REPEATED), network -> crossEntropy(network, seed)));
        }
        List<Finding> all = RateAndWidth.rows(laboratory, starts, setting -> RateAndWidth.Originals.NONE);
        var rows = new ArrayList<>(all.subList(2, all.size()));
        rows.add(mean(all, all.get(0).score().all(), Finding.Original.of(0.835, 0.969)));
        rows.add(mean(all, all.get(1).score().all(), Finding.Original.of(0.8139, 0.969)));
        return rows;
    }

    private static Finding mean(List<Finding> rows, int tested, Finding.Original original) {
        return new Repetition(
                        rows.stream().filter(row -> row.score().all() == tested).toList())
                .mean(original);
    }

    private static RateAndWidth.Originals crossEntropyOriginals(String setting) {
        if (setting.equals(new RateAndWidth(500, 1).setting())) {
            return new RateAndWidth.Originals(Finding.Original.of(0.96, 0.106), Finding.Original.of(0.9555, 0.106));
        }
        return RateAndWidth.Originals.NONE;
    }
}
