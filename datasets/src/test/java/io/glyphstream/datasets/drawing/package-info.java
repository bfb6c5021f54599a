@NullMarked
package io.glyphstream.datasets.drawing;

import org.jspecify.annotations.NullMarked;
