/**
 * Follows the topics and keeps the models loaded that are to serve.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.registry.following.ModelFollower}: the thread that reads, and what others read of it.
 *   <li>{@code FollowerState}: which models follow from the records, without Kafka.
 *   <li>{@code LoadedModels}: the models that are loaded, and those found unfit.
 *   <li>{@link io.glyphstream.registry.following.ModelSet}: the champion and its challengers at one moment.
 *   <li>{@link io.glyphstream.registry.following.FollowerStatus}: how far it is.
 * </ul>
 */
@NullMarked
package io.glyphstream.registry.following;

import org.jspecify.annotations.NullMarked;
