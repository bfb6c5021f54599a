package io.glyphstream.registry.following;

import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.ModelReference;
import java.util.Objects;

/**
 * A loaded and verified model with the exact name that every prediction made by it carries.
 *
 * @param classNames what its publisher calls its classes
 */
public record ServedModel<M>(ModelReference reference, M model, ClassNames classNames) {
    public ServedModel {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(classNames, "classNames");
    }

    /** A model whose classes have no names. */
    public ServedModel(ModelReference reference, M model) {
        this(reference, model, ClassNames.none());
    }
}
