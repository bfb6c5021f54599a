/**
 * What the log still proves of published models: that training again gives the same bytes, and that their held-out figures
 * are true.
 *
 * <p>Read first: {@link io.glyphstream.learning.Retraining}, {@link io.glyphstream.learning.HeldOutFigures}.
 */
@NullMarked
package io.glyphstream.learning;

import org.jspecify.annotations.NullMarked;
