package io.glyphstream.trainer;

import io.glyphstream.model.Examples;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.model.perceptron.PerceptronTraining;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes perceptrons of some training images. */
final class PerceptronFitting {

    private final Fitting fitting;
    private final Optional<Perceptron> start;

    /** @throws IllegalArgumentException if the model to begin with is no perceptron */
    PerceptronFitting(Fitting fitting) {
        this.fitting = fitting;
        this.start = fitting.start(Perceptron.class);
    }

    /** Trains by settings that are all given. */
    Fitted given(PerceptronSpec spec) {
        return new LearningFitting<>(fitting, this::train).given(spec);
    }

    /** Trains by settings that follow from the data, and takes the hidden layers of the model to begin with. */
    Fitted planned(PerceptronPlan asked) {
        var plan = start.map(network -> asked.with(Map.of("hidden", hidden(network))))
                .orElse(asked);
        return new LearningFitting<>(fitting, this::train).planned(plan);
    }

    private Fitted train(PerceptronSpec spec, Examples.Split split, TrainingProgress.Purpose purpose) {
        var training = new PerceptronTraining(
                spec.training(),
                fitting.threads(),
                new StepWatch(fitting, spec.training().epochSettings().epochs(), purpose));
        return LearningFitting.train(fitting, spec, split, training, start);
    }

    /** Returns the widths of the hidden layers as the setting {@code hidden}. */
    private static String hidden(Perceptron network) {
        List<Perceptron.Layer> layers = network.layers();
        return layers.size() == 1
                ? "none"
                : layers.stream()
                        .limit(layers.size() - 1)
                        .map(layer -> Integer.toString(layer.biases().getDimension()))
                        .collect(Collectors.joining(","));
    }
}
