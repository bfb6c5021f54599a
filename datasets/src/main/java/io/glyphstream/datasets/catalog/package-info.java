/** The datasets that are known by name, and where they are found: in a folder, in the cache, on a mirror, or drawn. */
@NullMarked
package io.glyphstream.datasets.catalog;

import org.jspecify.annotations.NullMarked;
