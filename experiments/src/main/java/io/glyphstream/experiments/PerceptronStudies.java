package io.glyphstream.experiments;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.perceptron.NetworkSettings;
import io.glyphstream.model.perceptron.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Single networks on MNIST, and what all studies of perceptrons share. */
final class PerceptronStudies {

    static final Experiment SQUARED_ERRORS_4 = new Experiment(
            "mlp-mse-4",
            "784-256-128-10, mean squared error, plain gradient descent at rate 0.01 on all 60,000 images at once",
            PerceptronStudies::squaredErrors);

    static final Experiment CONCISE = new Experiment(
            "mlp-concise",
            "784-128-10, softmax, Adam, batches of 32, 5 epochs, a fifth of the images for validation",
            PerceptronStudies::concise);

    static final String TEST_IMAGES = "test images";

    private PerceptronStudies() {}

    /** Returns settings without any frills. */
    static TrainingSettings settings(NetworkSettings network, Optimizer optimizer, EpochSettings course, long seed) {
        return new TrainingSettings(
                network,
                optimizer,
                new LearningRateSchedule.Constant(),
                course,
                Regularization.NONE,
                Augmentation.NONE,
                seed);
    }

    private static Findings squaredErrors(Laboratory laboratory) {
        Dataset mnist = laboratory.mnist();
        var network = new NetworkSettings(
                List.of(256, 128), OutputLayer.LINEAR, Initialization.TRUNCATED_NORMAL, InputScaling.MINUS_ONE_TO_ONE);
        var settings = settings(
                network,
                new Optimizer.GradientDescent(0.01, 0),
                EpochSettings.of(100, EpochSettings.FULL_BATCH),
                laboratory.seed());
        var plan = new Trial.Plan("mlp-mse-4", "rate 0.01", settings, Trial.StopRule.NEVER);
        Examples training = LearningImages.of(mnist.training());
        Trial trial = Trial.run(laboratory, plan, training, training.range(0, 0));
        return new Findings(
                SQUARED_ERRORS_4,
                List.of(trial.on(mnist.test(), TEST_IMAGES, Finding.Original.NONE, laboratory)),
                List.of("The original wrote down that the loss falls while the accuracy stays low, and so it is."),
                List.of(new Findings.Figure(
                        "mlp-mse-4",
                        "Loss and accuracy on the training images by epoch.",
                        Charts.below(List.of(
                                Charts.lines(
                                        new Charts.Frame(
                                                "784-256-128-10 with mean squared error: loss",
                                                "epoch",
                                                "mean squared error",
                                                Charts.Scale.LINEAR,
                                                Charts.Scale.LOGARITHMIC,
                                                LegendPosition.InsideNE),
                                        List.of(curve("training", trial, EpochMetrics::trainingLoss))),
                                Charts.lines(
                                        Charts.Frame.linear(
                                                "784-256-128-10 with mean squared error: accuracy",
                                                "epoch",
                                                "accuracy, %",
                                                LegendPosition.InsideSE),
                                        List.of(curve(
                                                "training", trial, metrics -> 100 * metrics.trainingAccuracy()))))))));
    }

    private static Findings concise(Laboratory laboratory) {
        Dataset mnist = laboratory.mnist();
        Examples all = LearningImages.of(mnist.training());
        int kept = all.size() / 5 * 4;
        var settings = settings(
                NetworkSettings.classifier(128),
                Optimizer.Adam.withRate(0.001),
                EpochSettings.of(5, 32),
                laboratory.seed());
        var plan = new Trial.Plan("mlp-concise", "Adam, rate 0.001", settings, Trial.StopRule.NEVER);
        Trial trial = Trial.run(laboratory, plan, all.range(0, kept), all.range(kept, all.size()));
        return new Findings(
                CONCISE,
                List.of(trial.on(mnist.test(), TEST_IMAGES, Finding.Original.of(0.975), laboratory)),
                List.of(
                        "The original says \"about 0.975\". As in Keras, the last fifth of the training images is set apart;"
                                + " the network kept is that of the epoch with the least validation loss."),
                List.of(new Findings.Figure(
                        "mlp-concise",
                        "Loss on the images that are learned from and on those set apart.",
                        Charts.lines(
                                Charts.Frame.linear(
                                        "784-128-10 with Adam: loss",
                                        "epoch",
                                        "cross-entropy, nats",
                                        LegendPosition.InsideNE),
                                List.of(
                                        marked(curve("training", trial, EpochMetrics::trainingLoss)),
                                        marked(curve("validation", trial, EpochMetrics::validationLoss)))))));
    }

    /** Returns how a measure changed with the epochs, as far as it was finite and above zero. */
    static Charts.Line curve(String name, Trial trial, ToDoubleFunction<EpochMetrics> measure) {
        var epochs = new ArrayList<Double>();
        var values = new ArrayList<Double>();
        for (EpochMetrics metrics : trial.history()) {
            double value = measure.applyAsDouble(metrics);
            if (Double.isFinite(value) && value > 0) {
                epochs.add((double) metrics.epoch());
                values.add(value);
            }
        }
        return new Charts.Line(name, epochs, values, Charts.Marks.HIDDEN);
    }

    private static Charts.Line marked(Charts.Line line) {
        return new Charts.Line(line.name(), line.x(), line.y(), Charts.Marks.SHOWN);
    }
}
