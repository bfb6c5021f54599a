@NullMarked
package io.glyphstream.broker;

import org.jspecify.annotations.NullMarked;
