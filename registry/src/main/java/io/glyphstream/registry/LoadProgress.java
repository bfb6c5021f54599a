package io.glyphstream.registry;

import io.glyphstream.schemas.ModelReference;

/** Hears how many chunks of a snapshot have been read. */
@FunctionalInterface
interface LoadProgress {
    void read(ModelReference reference, int chunks, int total);
}
