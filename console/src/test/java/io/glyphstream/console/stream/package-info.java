@NullMarked
package io.glyphstream.console.stream;

import org.jspecify.annotations.NullMarked;
