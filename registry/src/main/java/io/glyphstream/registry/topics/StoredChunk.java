package io.glyphstream.registry.topics;

import io.glyphstream.schemas.Sha256;

/** Where a chunk lies in the models topic, and what it holds there. */
public record StoredChunk(long offset, int size, Sha256 sha256) {}
