package io.glyphstream.verifier.report;

/**
 * A stretch of an input that was removed before it had outcomes.
 *
 * @param from the first offset
 * @param to the last offset
 */
public record Loss(String topic, int partition, long from, long to) {
    /** Checks the order. */
    public Loss {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a loss must be within [0, its end] but was [" + from + ", " + to + "]");
        }
    }

    /** Returns how many offsets it has, and so how many records it had at most. */
    public long offsets() {
        return to - from + 1;
    }

    /** Returns where it is, in words. */
    public String text() {
        return topic + "-" + partition
                + (from == to
                        ? " offset " + from
                        : " offsets " + from + " to " + to + " (at most " + offsets() + " records)");
    }
}
