/**
 * How a model travels: published, deployed, followed. Its bytes are opaque here. Each trade has a package of its own beneath
 * this one, which holds what all of them and their callers share.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@code publishing.ModelPublisher}: a snapshot becomes a version.
 *   <li>{@code deployments.DeploymentLog}: a version becomes the champion.
 *   <li>{@code following.ModelFollower}: the champion is loaded, and serves.
 *   <li>{@code topics.ModelIndex}: what the models topic holds. Only the packages beneath this one see {@code topics}.
 *   <li>{@link io.glyphstream.registry.TopicReader}: reads a topic to its end, and from its beginning again when it was deleted
 *       and created again.
 *   <li>{@link io.glyphstream.registry.ModelTrust}: whose models may serve.
 * </ul>
 */
@NullMarked
package io.glyphstream.registry;

import org.jspecify.annotations.NullMarked;
