package io.glyphstream.registry;

import io.glyphstream.schemas.Deployment;
import java.util.Objects;

/** What became of a wish to change who serves. A wish that cannot be granted throws {@link DeploymentRefusedException}. */
public sealed interface DeploymentDecision {
    /** Returns the deployment in force now. */
    Deployment deployment();

    /** The wish is on the log, in force. */
    record Recorded(Deployment deployment) implements DeploymentDecision {
        public Recorded {
            Objects.requireNonNull(deployment, "deployment");
        }
    }

    /** It was so already, and nothing was recorded. */
    record Unchanged(Deployment deployment, String why) implements DeploymentDecision {
        public Unchanged {
            Objects.requireNonNull(deployment, "deployment");
            Objects.requireNonNull(why, "why");
        }
    }
}
