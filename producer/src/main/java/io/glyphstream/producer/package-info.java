/** Images into a topic. */
@NullMarked
package io.glyphstream.producer;

import org.jspecify.annotations.NullMarked;
