@NullMarked
package io.glyphstream.cli.terminal;

import org.jspecify.annotations.NullMarked;
