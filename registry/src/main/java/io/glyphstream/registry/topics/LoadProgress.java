package io.glyphstream.registry.topics;

import io.glyphstream.schemas.ModelReference;

/** Listens to how many chunks of a snapshot have been read. */
@FunctionalInterface
public interface LoadProgress {
    void read(ModelReference reference, int chunks, int total);
}
