@NullMarked
package io.glyphstream.datasets.idx;

import org.jspecify.annotations.NullMarked;
