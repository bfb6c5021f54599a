/** The commands as a user types them, most of them on a real broker. */
@NullMarked
package io.glyphstream.cli;

import org.jspecify.annotations.NullMarked;
