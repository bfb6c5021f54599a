@NullMarked
package io.glyphstream.operations;

import org.jspecify.annotations.NullMarked;
