@NullMarked
package io.glyphstream.datasets.catalog;

import org.jspecify.annotations.NullMarked;
