@NullMarked
package io.glyphstream.registry.topics;

import org.jspecify.annotations.NullMarked;
