package io.glyphstream.registry.following;

import io.glyphstream.registry.References;
import io.glyphstream.schemas.ModelReference;
import java.util.List;
import java.util.Objects;

/**
 * Who is in service: the names of a {@link ModelSet}.
 *
 * @param deploymentSequence the deployment that put them in service
 */
public record Lineup(long deploymentSequence, ModelReference champion, List<ModelReference> challengers) {
    public Lineup {
        Objects.requireNonNull(champion, "champion");
        challengers = List.copyOf(challengers);
    }

    @Override
    public String toString() {
        String answers = "deployment " + deploymentSequence + ": " + References.text(champion) + " answers";
        if (challengers.isEmpty()) {
            return answers;
        }
        return answers + ", challenged by " + References.texts(challengers);
    }
}
