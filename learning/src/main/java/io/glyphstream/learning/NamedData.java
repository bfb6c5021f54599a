package io.glyphstream.learning;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.schemas.Sha256;

/**
 * The data that a manifest names.
 *
 * @param named the digest in the manifest
 * @param found the digest of what was read
 */
record NamedData(Dataset dataset, Sha256 named, Sha256 found) {}
