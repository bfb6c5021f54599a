package io.glyphstream.registry;

import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import java.util.Collection;
import java.util.stream.Collectors;

/** How versions are written for people: {@code mlp@3}. */
public final class References {
    private References() {}

    /** Returns {@code model@version}. */
    public static String text(ModelReference reference) {
        return reference.getModel() + "@" + reference.getVersion();
    }

    /** Returns {@code model@version}. */
    public static String text(ModelManifest manifest) {
        return text(manifest.getReference());
    }

    /** Returns the references separated by commas, or {@code none}. */
    public static String texts(Collection<ModelReference> references) {
        if (references.isEmpty()) {
            return "none";
        }
        return references.stream().map(References::text).collect(Collectors.joining(", "));
    }
}
