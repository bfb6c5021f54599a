/** Behavior of the registry on real records, without a broker. */
@NullMarked
package io.glyphstream.registry;

import org.jspecify.annotations.NullMarked;
