package io.glyphstream.registry.topics;

import java.util.function.Function;

/** What one record of the deployments topic came to. */
public sealed interface DeploymentUpdate {
    /** Returns what one of the two functions makes of it; the second gets the reason. */
    <T> T match(Function<DeploymentState, T> inForce, Function<String, T> voided);

    /** The event decides from now on. */
    record InForce(DeploymentState state) implements DeploymentUpdate {
        @Override
        public <T> T match(Function<DeploymentState, T> inForce, Function<String, T> voided) {
            return inForce.apply(state);
        }
    }

    /** The event, or what is no event at all, changes nothing. */
    record Voided(String reason) implements DeploymentUpdate {
        @Override
        public <T> T match(Function<DeploymentState, T> inForce, Function<String, T> voided) {
            return voided.apply(reason);
        }
    }
}
