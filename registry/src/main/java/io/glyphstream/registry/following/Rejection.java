package io.glyphstream.registry.following;

import io.glyphstream.registry.References;
import io.glyphstream.schemas.ModelReference;
import java.util.Objects;

/** A version that does not serve, and why. */
public record Rejection(ModelReference reference, String reason) {
    public Rejection {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
        return References.text(reference) + ": " + reason;
    }
}
