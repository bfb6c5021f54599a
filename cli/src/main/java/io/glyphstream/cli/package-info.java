/** The glyphstream command: every role, the demo. */
@NullMarked
package io.glyphstream.cli;

import org.jspecify.annotations.NullMarked;
