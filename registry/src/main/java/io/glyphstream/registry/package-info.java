/** How a model travels: publish, follow, deploy. Its bytes are opaque here. */
@NullMarked
package io.glyphstream.registry;

import org.jspecify.annotations.NullMarked;
