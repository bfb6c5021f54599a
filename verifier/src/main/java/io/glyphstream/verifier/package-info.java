/** Proves from the topics alone what Glyphstream promises. */
@NullMarked
package io.glyphstream.verifier;

import org.jspecify.annotations.NullMarked;
