/** From a data set to a measured, published model. */
@NullMarked
package io.glyphstream.trainer;

import org.jspecify.annotations.NullMarked;
