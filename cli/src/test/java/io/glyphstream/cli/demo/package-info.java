@NullMarked
package io.glyphstream.cli.demo;

import org.jspecify.annotations.NullMarked;
