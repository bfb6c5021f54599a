package io.glyphstream.learning.window;

import java.util.List;

/** Records that a data set is made of are not on the log any more. */
public final class MissingRecordsException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> ranges;

    /** @param ranges what is missing, a sentence for each range */
    MissingRecordsException(List<String> ranges) {
        super("records of the data set are not on the log any more: " + String.join("; ", ranges));
        this.ranges = List.copyOf(ranges);
    }

    /** Returns what is missing, a sentence for each range. */
    public List<String> ranges() {
        return ranges;
    }
}
