package io.glyphstream.model.network;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.model.Scores;
import io.glyphstream.model.neural.Batch;
import io.glyphstream.model.neural.Learner;
import io.glyphstream.model.neural.Measure;
import io.glyphstream.model.neural.Step;
import java.util.List;

/**
 * An ensemble while it learns: each member takes the same steps with the same images, which are prepared once. They differ in
 * their first weights, in what dropout leaves out, and in which images go back.
 *
 * <p>B. Lakshminarayanan, A. Pritzel, C. Blundell: Simple and scalable predictive uncertainty estimation using deep ensembles,
 * 2017.
 */
final class EnsembleLearner implements Learner<NetworkEnsemble> {

    private final List<NetworkLearner> members;
    private final Kernel kernel;

    EnsembleLearner(List<NetworkLearner> members, Kernel kernel) {
        this.members = List.copyOf(members);
        this.kernel = kernel;
    }

    /** Returns how the members answered on their own: an image counts once for each. */
    @Override
    public Measure learn(Batch batch, Step step) {
        return members.stream().map(member -> member.learn(batch, step)).reduce(Measure.NOTHING, Measure::plus);
    }

    @Override
    public NetworkEnsemble learned() {
        return new NetworkEnsemble(members.stream().map(NetworkLearner::learned).toList());
    }

    @Override
    public Scores score(NetworkEnsemble copy, byte[] pixels, int images) {
        return copy.score(pixels, images, kernel);
    }
}
