/**
 * What the console knows of the stream: read from the topics, and kept in bounded memory. No HTTP.
 */
@NullMarked
package io.glyphstream.console.stream;

import org.jspecify.annotations.NullMarked;
