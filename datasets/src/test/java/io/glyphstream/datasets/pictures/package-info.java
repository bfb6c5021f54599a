@NullMarked
package io.glyphstream.datasets.pictures;

import org.jspecify.annotations.NullMarked;
