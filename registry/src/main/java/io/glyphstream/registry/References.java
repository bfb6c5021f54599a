package io.glyphstream.registry;

import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import java.util.Collection;
import java.util.stream.Collectors;

/** How versions are written for people: {@code mlp@3}. */
final class References {
    private References() {}

    static String text(ModelReference reference) {
        return reference.getModel() + "@" + reference.getVersion();
    }

    static String text(ModelManifest manifest) {
        return text(manifest.getReference());
    }

    /** Returns the references separated by commas, or {@code none}. */
    static String texts(Collection<ModelReference> references) {
        if (references.isEmpty()) {
            return "none";
        }
        return references.stream().map(References::text).collect(Collectors.joining(", "));
    }
}
