package io.glyphstream.registry.deployments;

import io.glyphstream.schemas.Deployment;
import java.util.Objects;
import java.util.Optional;

/** What became of a request to change who serves. A request that cannot be granted throws {@link DeploymentRefusedException}. */
public sealed interface DeploymentDecision {
    /** Returns the deployment in force now. */
    Deployment deployment();

    /** Returns why nothing was recorded; empty if the request is on the log. */
    Optional<String> whyUnchanged();

    /** The request is on the log, in force. */
    record Recorded(Deployment deployment) implements DeploymentDecision {
        public Recorded {
            Objects.requireNonNull(deployment, "deployment");
        }

        @Override
        public Optional<String> whyUnchanged() {
            return Optional.empty();
        }
    }

    /** It was so already, and nothing was recorded. */
    record Unchanged(Deployment deployment, String why) implements DeploymentDecision {
        public Unchanged {
            Objects.requireNonNull(deployment, "deployment");
            Objects.requireNonNull(why, "why");
        }

        @Override
        public Optional<String> whyUnchanged() {
            return Optional.of(why);
        }
    }
}
