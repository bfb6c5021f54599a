package io.glyphstream.registry;

import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.Sha256;

/** What one record of the models topic changed. */
sealed interface ModelUpdate {
    /** A version is visible that was not before. */
    record ManifestAdded(ModelManifest manifest) implements ModelUpdate {}

    /** A version is no longer there. */
    record ManifestRemoved(ModelManifest manifest) implements ModelUpdate {}

    /** The chunks of a snapshot are others than before. */
    record ChunksChanged(Sha256 snapshot) implements ModelUpdate {}

    /** Says what was known. */
    record Nothing() implements ModelUpdate {}

    /** Means nothing to a reader of this topic, and was passed over. */
    record Unreadable(String reason) implements ModelUpdate {}
}
