package io.glyphstream.registry.following;

import java.util.List;
import java.util.Objects;

/**
 * All models in service at one moment: the champion, which answers, and the challengers, which are scored beside it.
 *
 * <p>Immutable. Read it once per batch, so that a swap never falls between two models of one answer.
 *
 * @param deploymentSequence the deployment that put these models in service
 */
public record ModelSet<M>(long deploymentSequence, ServedModel<M> champion, List<ServedModel<M>> challengers) {
    public ModelSet {
        if (deploymentSequence < 1) {
            throw new IllegalArgumentException("deploymentSequence must be at least 1 but was " + deploymentSequence);
        }
        Objects.requireNonNull(champion, "champion");
        challengers = List.copyOf(challengers);
    }

    /** Returns who is in service, without the models themselves. */
    public Lineup lineup() {
        return new Lineup(
                deploymentSequence,
                champion.reference(),
                challengers.stream().map(ServedModel::reference).toList());
    }
}
