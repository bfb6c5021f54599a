package io.glyphstream.trainer.release;

import io.glyphstream.registry.publishing.ModelDraft;

/**
 * How to release a model.
 *
 * @param model the name to publish under, for example {@code mlp}
 * @param actor who publishes and decides, for the manifest and the log of deployments
 */
public record ReleaseOrder(String model, Gate gate, NotPromoted notPromoted, String actor) {

    public ReleaseOrder {
        ModelDraft.checkName(model);
        if (actor.isBlank()) {
            throw new IllegalArgumentException("the actor must be named but was blank");
        }
    }
}
