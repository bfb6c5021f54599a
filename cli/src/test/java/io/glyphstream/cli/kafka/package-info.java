@NullMarked
package io.glyphstream.cli.kafka;

import org.jspecify.annotations.NullMarked;
