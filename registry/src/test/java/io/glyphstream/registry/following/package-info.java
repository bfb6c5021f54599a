@NullMarked
package io.glyphstream.registry.following;

import org.jspecify.annotations.NullMarked;
