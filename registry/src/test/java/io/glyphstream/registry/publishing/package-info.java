@NullMarked
package io.glyphstream.registry.publishing;

import org.jspecify.annotations.NullMarked;
