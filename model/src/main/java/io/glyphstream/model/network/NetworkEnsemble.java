package io.glyphstream.model.network;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.ModelKind;
import io.glyphstream.model.Scores;
import io.glyphstream.model.neural.Activations;
import io.glyphstream.model.neural.OutputLayer;
import java.util.List;
import java.util.function.Function;

/**
 * Convolutional networks of one form that began with different weights. The scores are the means of theirs: each makes
 * mistakes of its own, which the others outvote.
 *
 * <p>L. K. Hansen, P. Salamon: Neural network ensembles, 1990.
 */
public final class NetworkEnsemble implements Classifier {

    /** This kind of model. */
    public static final ModelKind<NetworkEnsemble> KIND =
            new ModelKind<>("ensemble", 5, NetworkEnsemble.class, EnsembleBody::write, EnsembleBody::read);

    /** The fewest networks: one alone is no ensemble. */
    public static final int LEAST_MEMBERS = 2;

    /** The most networks. */
    public static final int MOST_MEMBERS = 16;

    private final List<ConvolutionalNetwork> members;

    /**
     * Returns the ensemble of these networks.
     *
     * @throws IllegalArgumentException if they are too few or too many, have different forms, or ask together for more than
     *     one network may
     */
    public NetworkEnsemble(List<ConvolutionalNetwork> members) {
        this.members = List.copyOf(members);
        NetworkForm.requireWithin("members", members.size(), LEAST_MEMBERS, MOST_MEMBERS);
        for (ConvolutionalNetwork member : members) {
            if (!member.form().equals(form())) {
                throw new IllegalArgumentException(
                        "the members of an ensemble must have one form but had " + form() + " and " + member.form());
            }
        }
        requireWithinBounds(form(), members.size());
    }

    /**
     * Checks that so many networks of a form may be an ensemble.
     *
     * @throws IllegalArgumentException if they are too few or too many, or ask together for more than one network may
     */
    public static void requireWithinBounds(NetworkForm form, int members) {
        NetworkForm.requireWithin("members", members, LEAST_MEMBERS, MOST_MEMBERS);
        form.requireWithinBounds(members);
    }

    @Override
    public ModelKind<NetworkEnsemble> kind() {
        return KIND;
    }

    @Override
    public InputShape input() {
        return members.get(0).input();
    }

    @Override
    public int classes() {
        return form().classes();
    }

    /** Returns the networks, in the order in which their outputs are added. */
    public List<ConvolutionalNetwork> members() {
        return members;
    }

    /** Returns the form that all of them have. */
    public NetworkForm form() {
        return members.get(0).form();
    }

    @Override
    public Scores score(byte[] pixels, int images) {
        return mean(member -> member.score(pixels, images));
    }

    Scores score(byte[] pixels, int images, Kernel kernel) {
        return mean(member -> member.score(pixels, images, kernel));
    }

    private Scores mean(Function<ConvolutionalNetwork, Scores> scorer) {
        List<Scores> all = members.stream().map(scorer).toList();
        int classes = classes();
        var means = new float[Math.multiplyExact(all.get(0).size(), classes)];
        for (Scores scores : all) {
            for (int i = 0; i < means.length; i++) {
                means[i] += scores.output(i / classes, i % classes);
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= all.size();
        }
        // The means are outputs already: this only sees to it that every machine writes a NaN and a zero alike.
        Activations.finish(OutputLayer.LINEAR, means, 0, means.length);
        return new Scores(classes, means);
    }
}
