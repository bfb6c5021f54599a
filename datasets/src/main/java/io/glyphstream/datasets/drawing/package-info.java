/** Digits that are drawn, for who has no data. */
@NullMarked
package io.glyphstream.datasets.drawing;

import org.jspecify.annotations.NullMarked;
