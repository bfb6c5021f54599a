/**
 * Detects that a stream has changed. It takes numbers, and has no Kafka.
 *
 * <p>Read first: {@link io.glyphstream.drift.Adwin}, for mistakes, which needs labels;
 * {@link io.glyphstream.drift.OutputShift}, for outputs, which needs none.
 */
@NullMarked
package io.glyphstream.drift;

import org.jspecify.annotations.NullMarked;
