/**
 * Data sets that are named by the log: ranges of offsets, a window over the labeled images in them, and a rule for those
 * that are held out. Whoever reads the same ranges gets the same data set.
 *
 * <p>Read first: {@link io.glyphstream.learning.window.WindowRule}, {@link io.glyphstream.learning.window.HeldOut},
 * {@link io.glyphstream.learning.window.LogWindow}, {@link io.glyphstream.learning.window.LogReader},
 * {@link io.glyphstream.learning.window.WindowSearch}, {@link io.glyphstream.learning.window.DataPin}.
 */
@NullMarked
package io.glyphstream.learning.window;

import org.jspecify.annotations.NullMarked;
