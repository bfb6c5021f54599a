package io.glyphstream.registry.following;

import io.glyphstream.schemas.Deployment;
import java.util.Objects;
import java.util.Optional;

/**
 * A change of the models in service.
 *
 * @param from who served before; empty at the first deployment
 * @param to who serves now
 * @param cause the deployment that asked for it
 */
public record Swap(Optional<Lineup> from, Lineup to, Deployment cause) {
    public Swap {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(cause, "cause");
    }
}
