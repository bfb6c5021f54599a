package io.glyphstream.registry.publishing;

import io.glyphstream.schemas.ModelManifest;
import java.util.Objects;

/** What publishing came to. */
public sealed interface Publication {
    /** Returns the manifest under which the bytes are visible. */
    ModelManifest manifest();

    /** Returns true if a version was added. */
    boolean isNew();

    /** A new version is visible. */
    record Published(ModelManifest manifest) implements Publication {
        public Published {
            Objects.requireNonNull(manifest, "manifest");
        }

        @Override
        public boolean isNew() {
            return true;
        }
    }

    /** These very bytes were a version of this model already; no version was added. */
    record AlreadyPublished(ModelManifest manifest) implements Publication {
        public AlreadyPublished {
            Objects.requireNonNull(manifest, "manifest");
        }

        @Override
        public boolean isNew() {
            return false;
        }
    }
}
