package io.glyphstream.verifier.report;

/**
 * Records of one partition that were verified.
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

    /** Returns where it is, in words. */
    public String text() {
        return topic + "-" + partition + (from == to ? " at " + from : " from " + from + " to " + to);
    }
}
