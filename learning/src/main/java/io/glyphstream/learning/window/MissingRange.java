package io.glyphstream.learning.window;

import io.glyphstream.schemas.OffsetRange;

/**
 * A range some of whose records are not on the log any more.
 *
 * @param topic the name of its topic
 * @param why what the log has instead
 */
record MissingRange(String topic, OffsetRange range, String why) {

    /** Returns what is missing, as a sentence without its end. */
    String text() {
        return topic + " partition " + range.getPartition() + ", offsets " + range.getFrom() + " to "
                + (range.getTo() - 1) + ": " + why;
    }
}
