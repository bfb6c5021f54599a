@NullMarked
package io.glyphstream.datasets;

import org.jspecify.annotations.NullMarked;
