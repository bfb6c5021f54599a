package io.glyphstream.registry.following;

import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.schemas.ModelManifest;

/**
 * Turns a snapshot, whose bytes are known to be whole, into a model that may serve.
 *
 * <p>This is the admission test: whoever knows the snapshot's format checks format, shapes and finite numbers here, and
 * scores the probes. It runs on the follower's thread, never on a stream thread.
 *
 * @param <M> what serves
 */
@FunctionalInterface
public interface ModelLoader<M> {
    /**
     * Returns the model, ready to serve and immutable.
     *
     * @throws InvalidModelException when the snapshot must not serve; its message is the reason that operators read
     */
    M load(ModelManifest manifest, byte[] snapshot) throws InvalidModelException;
}
