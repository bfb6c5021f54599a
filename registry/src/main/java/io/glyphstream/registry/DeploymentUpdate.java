package io.glyphstream.registry;

/** What one record of the deployments topic came to. */
sealed interface DeploymentUpdate {
    /** The event decides from now on. */
    record InForce(DeploymentState state) implements DeploymentUpdate {}

    /** The event, or what is no event at all, changes nothing. */
    record Voided(String reason) implements DeploymentUpdate {}
}
