/** The glyphstream command: every role, the embedded broker, the demo. */
@NullMarked
package io.glyphstream.cli;

import org.jspecify.annotations.NullMarked;
