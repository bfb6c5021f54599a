package io.glyphstream.verifier.topics;

/**
 * A stretch of one partition.
 *
 * @param begin the first offset
 * @param end the offset after the last
 */
public record Span(long begin, long end) {
    /** Checks that it does not end before it begins. */
    public Span {
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "a span must be within [0, its end] but was [" + begin + ", " + end + ")");
        }
    }

    public boolean contains(long offset) {
        return begin <= offset && offset < end;
    }

    public long length() {
        return end - begin;
    }
}
