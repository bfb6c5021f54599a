package io.glyphstream.registry.publishing;

import io.glyphstream.schemas.ModelReference;
import java.util.Objects;

/** What was taken off the models topic; the disk space is free once the broker has compacted it. */
public record Removal(ModelReference reference, int chunks, long bytes) {
    public Removal {
        Objects.requireNonNull(reference, "reference");
    }
}
