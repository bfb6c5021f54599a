/**
 * What the models and deployments topics hold, read from their records. Those who publish, deploy and follow share it, so
 * that all of them read the same; nobody else sees it.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.registry.topics.ModelIndex}: the manifests, and where chunks lie.
 *   <li>{@link io.glyphstream.registry.topics.SnapshotAssembly}: chunks become a snapshot, verified.
 *   <li>{@link io.glyphstream.registry.topics.DeploymentHistory}: the decisions that are or were in force.
 *   <li>{@link io.glyphstream.registry.topics.DeploymentState}: the step from one decision to the next.
 * </ul>
 */
@NullMarked
package io.glyphstream.registry.topics;

import org.jspecify.annotations.NullMarked;
