/** The whole pipeline on a real broker. */
@NullMarked
package io.glyphstream.it;

import org.jspecify.annotations.NullMarked;
