package io.glyphstream.trainer;

import io.glyphstream.model.Examples;
import io.glyphstream.model.network.ConvolutionalNetwork;
import io.glyphstream.model.network.EnsembleTraining;
import io.glyphstream.model.network.NetworkEnsemble;
import io.glyphstream.model.network.NetworkTraining;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes convolutional networks of some training images, one or the members of an ensemble. */
final class NetworkFitting {

    private final Fitting fitting;
    /** The networks to begin with: one, or the members of an ensemble. */
    private final Optional<List<ConvolutionalNetwork>> start;

    /** @throws IllegalArgumentException if the model to begin with is neither a convolutional network nor an ensemble */
    NetworkFitting(Fitting fitting) {
        this.fitting = fitting;
        this.start = fitting.start()
                        .filter(weights -> weights.classifier().kind().equals(NetworkEnsemble.KIND))
                        .isPresent()
                ? fitting.start(NetworkEnsemble.class).map(NetworkEnsemble::members)
                : fitting.start(ConvolutionalNetwork.class).map(List::of);
    }

    /** Trains by settings that are all given. */
    Fitted given(NetworkSpec spec) {
        return new LearningFitting<>(fitting, this::train).given(spec);
    }

    /** Trains by settings that follow from the data, and takes layers and members of the model to begin with. */
    Fitted planned(NetworkPlan asked) {
        var plan = start.map(networks -> asked.with(Map.of(
                        "layers", NetworkLayers.hidden(networks.get(0).form()), "members", "" + networks.size())))
                .orElse(asked);
        return new LearningFitting<>(fitting, this::train).planned(plan);
    }

    private Fitted train(NetworkSpec spec, Examples.Split split, TrainingProgress.Purpose purpose) {
        var examples = split.training();
        spec.requireFit(examples.shape(), examples.classes());
        start.ifPresent(networks -> requireMembers(spec.members(), networks.size()));
        var watch = new StepWatch(fitting, spec.learning().epochSettings().epochs(), purpose);
        if (spec.isEnsemble()) {
            var training =
                    new EnsembleTraining(spec.design(), spec.members(), spec.learning(), fitting.threads(), watch);
            return LearningFitting.train(fitting, spec, split, training, start.map(NetworkEnsemble::new));
        }
        var training = new NetworkTraining(spec.design(), spec.learning(), fitting.threads(), watch);
        return LearningFitting.train(fitting, spec, split, training, start.map(networks -> networks.get(0)));
    }

    private static void requireMembers(int asked, int present) {
        if (asked != present) {
            throw new IllegalArgumentException("the model to begin with must be of " + asked
                    + " networks, as the setting members says, but was of " + present);
        }
    }
}
