package io.glyphstream.processor;

/** The steps that refuse records, by the names that dead letters and metrics have for them. */
final class Stages {
    /** Refuses images. */
    static final String CLASSIFY = "classify";

    /** Refuses labels. */
    static final String TALLY = "tally";

    private Stages() {}
}
