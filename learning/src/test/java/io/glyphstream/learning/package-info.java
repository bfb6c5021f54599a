@NullMarked
package io.glyphstream.learning;

import org.jspecify.annotations.NullMarked;
