@NullMarked
package io.glyphstream.cli;

import org.jspecify.annotations.NullMarked;
