package io.glyphstream.console.stream;

/** Where a record lies on a topic. */
public record Place(int partition, long offset) {

    /** @throws IllegalArgumentException when no record could lie there */
    public Place {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "a partition and an offset must be at least 0 but were " + partition + " and " + offset);
        }
    }
}
