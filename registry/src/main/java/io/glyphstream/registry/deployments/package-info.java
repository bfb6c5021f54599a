/**
 * Who is to serve: promote, roll back, shadow and retire versions, and how far the processors have followed.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.registry.deployments.DeploymentLog}: the only writer of the deployments topic.
 *   <li>{@code DeploymentRules}: what may be asked for.
 *   <li>{@link io.glyphstream.registry.deployments.DeploymentDecision}: what became of it.
 *   <li>{@link io.glyphstream.registry.deployments.StreamFitPolicy}: whether a new champion can answer the images that come.
 *   <li>{@link io.glyphstream.registry.deployments.Rollout}: which processors serve a deployment, by their own reports.
 * </ul>
 */
@NullMarked
package io.glyphstream.registry.deployments;

import org.jspecify.annotations.NullMarked;
