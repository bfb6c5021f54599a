/** From pictures (PNG, JPEG, GIF, BMP) to images that a model knows: decoded, turned upright, ink told from paper, scaled. Sees only the values of {@code datasets}. */
@NullMarked
package io.glyphstream.datasets.pictures;

import org.jspecify.annotations.NullMarked;
