package io.glyphstream.registry.topics;

import io.glyphstream.schemas.ModelChunk;
import java.util.Optional;

/** Fetches a chunk from where it lies. */
@FunctionalInterface
public interface ChunkSource {
    /** Returns the chunk at this offset, or nothing when there is none any more. */
    Optional<ModelChunk> at(long offset);
}
