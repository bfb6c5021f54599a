/**
 * Commands that create topics, watch what comes on them, and replay dead letters.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.cli.topics.TopicsCommand}, {@link io.glyphstream.cli.topics.WatchCommand} and {@link io.glyphstream.cli.topics.DeadLettersCommand}: the groups, which hold the others.
 *   <li>{@code TopicsCreateCommand}: creates or corrects topics.
 *   <li>{@code TopicsGrowCommand}: adds partitions.
 *   <li>{@code Watching}: what all of watch have in common.
 *   <li>{@code DeadLettersReplayCommand}: gives dead letters another try.
 * </ul>
 */
@NullMarked
package io.glyphstream.cli.topics;

import org.jspecify.annotations.NullMarked;
