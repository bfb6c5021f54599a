package io.glyphstream.learning.window;

import java.util.List;
import java.util.Optional;

/** Records that a data set is made of are not on the log any more. */
public final class MissingRecordsException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> ranges;
    private final transient Optional<String> advice;

    /**
     * @param ranges what is missing, a sentence for each range
     * @param advice what would have kept them, if anything would
     */
    MissingRecordsException(List<String> ranges, Optional<String> advice) {
        super("records of the data set are not on the log any more: " + String.join("; ", ranges)
                + advice.map(text -> " (" + text + ")").orElse(""));
        this.ranges = List.copyOf(ranges);
        this.advice = advice;
    }

    /** Returns what is missing, a sentence for each range. */
    public List<String> ranges() {
        return ranges;
    }

    /** Returns what would have kept the records, if anything would. */
    public Optional<String> advice() {
        return advice;
    }
}
