package io.glyphstream.registry.following;

import io.glyphstream.schemas.ModelReference;
import java.util.Objects;

/** A loaded and verified model with the exact name that every prediction made by it carries. */
public record ServedModel<M>(ModelReference reference, M model) {
    public ServedModel {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(model, "model");
    }
}
