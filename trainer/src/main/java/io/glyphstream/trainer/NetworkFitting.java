package io.glyphstream.trainer;

import io.glyphstream.model.Examples;
import io.glyphstream.model.network.ConvolutionalNetwork;
import io.glyphstream.model.network.NetworkTraining;
import java.util.Map;
import java.util.Optional;

/** Makes convolutional networks of some training images. */
final class NetworkFitting {

    private final Fitting fitting;
    private final Optional<ConvolutionalNetwork> start;

    /** @throws IllegalArgumentException if the model to begin with is no convolutional network */
    NetworkFitting(Fitting fitting) {
        this.fitting = fitting;
        this.start = fitting.start(ConvolutionalNetwork.class);
    }

    /** Trains by settings that are all given. */
    Fitted given(NetworkSpec spec) {
        return new LearningFitting<>(fitting, this::train).given(spec);
    }

    /** Trains by settings that follow from the data, and takes the layers of the model to begin with. */
    Fitted planned(NetworkPlan asked) {
        var plan = start.map(network -> asked.with(Map.of("layers", NetworkLayers.hidden(network.form()))))
                .orElse(asked);
        return new LearningFitting<>(fitting, this::train).planned(plan);
    }

    private Fitted train(NetworkSpec spec, Examples.Split split, TrainingProgress.Purpose purpose) {
        var examples = split.training();
        spec.requireFit(examples.shape(), examples.classes());
        var epochs = spec.learning().epochSettings().epochs();
        var training = new NetworkTraining(
                spec.design(), spec.learning(), fitting.threads(), new StepWatch(fitting, epochs, purpose));
        var result = fitting.stop()
                .during(
                        training::stop,
                        () -> start.isPresent()
                                ? training.train(start.get(), examples, split.validation())
                                : training.train(examples, split.validation()));
        return LearningFitting.fitted(spec, split, result);
    }
}
