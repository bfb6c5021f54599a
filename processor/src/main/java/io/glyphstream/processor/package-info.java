/** Images and models into predictions and running accuracy. */
@NullMarked
package io.glyphstream.processor;

import org.jspecify.annotations.NullMarked;
