package io.glyphstream.registry;

import io.glyphstream.schemas.Sha256;

/** Where a chunk lies in the models topic, and what it holds there. */
record StoredChunk(long offset, int size, Sha256 sha256) {}
