package io.glyphstream.console.stream;

/**
 * The offsets that a partition holds.
 *
 * @param begin the first
 * @param end the one behind the last
 */
record OffsetSpan(long begin, long end) {}
