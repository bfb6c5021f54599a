/**
 * How far a processor has come in its inputs, and where each partition begins after a restart.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.processor.resume.StartCheck}: everything that is looked at before the stream begins.
 *   <li>{@code StartPlan}: the rules that decide where a partition begins.
 *   <li>{@link io.glyphstream.processor.resume.Positions}: what a task records with every commit.
 *   <li>{@link io.glyphstream.processor.resume.RemovedRecords}: what retention removed before it was read.
 *   <li>{@link io.glyphstream.processor.resume.Changelogs}: the names of the stores and internal topics.
 * </ul>
 */
@NullMarked
package io.glyphstream.processor.resume;

import org.jspecify.annotations.NullMarked;
