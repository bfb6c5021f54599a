/**
 * The HTTP server of the console: what it serves, who may write, and streams of events. It knows nothing of Kafka.
 */
@NullMarked
package io.glyphstream.console.web;

import org.jspecify.annotations.NullMarked;
