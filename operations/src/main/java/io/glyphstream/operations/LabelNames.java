package io.glyphstream.operations;

import io.glyphstream.schemas.ModelReference;
import java.util.Optional;

/** What the classes of several models are called. */
@FunctionalInterface
public interface LabelNames {

    /** Returns the name of a class of a model, where it has one. */
    Optional<String> name(ModelReference model, int label);

    /** Returns that no class has a name. */
    static LabelNames none() {
        return (model, label) -> Optional.empty();
    }

    /** Returns a class as people write it: its number, and its name behind that where it has one. */
    default String text(ModelReference model, int label) {
        return name(model, label).map(name -> label + " " + name).orElseGet(() -> Integer.toString(label));
    }
}
