package io.glyphstream.verifier.report;

/**
 * Offsets of one partition, one after the other.
 *
 * @param from the first offset
 * @param to the last offset
 */
public record Stretch(String topic, int partition, long from, long to) {
    /** Checks the order. */
    public Stretch {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "a stretch must be within [0, its end] but was [" + from + ", " + to + "]");
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
