@NullMarked
package io.glyphstream.soak;

import org.jspecify.annotations.NullMarked;
