package io.glyphstream.registry.topics;

import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.Sha256;

/** What one record of the models topic changed. */
public sealed interface ModelUpdate {
    /** Calls the method for this case. */
    void accept(Visitor visitor);

    /** What is done in each case. */
    interface Visitor {
        void added(ModelManifest manifest);

        void removed(ModelManifest manifest);

        void chunksChanged(Sha256 snapshot);

        void nothing();

        void unreadable(String reason);
    }

    /** A version is visible that was not before. */
    record ManifestAdded(ModelManifest manifest) implements ModelUpdate {
        @Override
        public void accept(Visitor visitor) {
            visitor.added(manifest);
        }
    }

    /** A version is no longer there. */
    record ManifestRemoved(ModelManifest manifest) implements ModelUpdate {
        @Override
        public void accept(Visitor visitor) {
            visitor.removed(manifest);
        }
    }

    /** The chunks of a snapshot are others than before. */
    record ChunksChanged(Sha256 snapshot) implements ModelUpdate {
        @Override
        public void accept(Visitor visitor) {
            visitor.chunksChanged(snapshot);
        }
    }

    /** Says what was known. */
    record Nothing() implements ModelUpdate {
        @Override
        public void accept(Visitor visitor) {
            visitor.nothing();
        }
    }

    /** Means nothing to a reader of this topic, and was passed over. */
    record Unreadable(String reason) implements ModelUpdate {
        @Override
        public void accept(Visitor visitor) {
            visitor.unreadable(reason);
        }
    }
}
