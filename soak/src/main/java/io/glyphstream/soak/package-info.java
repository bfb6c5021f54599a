/**
 * Harms a pipeline of processes of its own while images stream through it, and lets the verifier judge.
 *
 * <p>Read first: {@link io.glyphstream.soak.Soak}, what is done in which order; {@link io.glyphstream.soak.ProcessGroup} and
 * {@link io.glyphstream.soak.Brokers}, the processes; {@link io.glyphstream.soak.AnswerWatch}, which sees when a pipeline has
 * recovered; {@link io.glyphstream.soak.Summary}, what came of it.
 */
@NullMarked
package io.glyphstream.soak;

import org.jspecify.annotations.NullMarked;
