package io.glyphstream.processor.metrics;

/** The steps that refuse records, by the names that dead letters and metrics have for them. */
public final class Stages {
    /** Refuses images. */
    public static final String CLASSIFY = "classify";

    /** Refuses labels. */
    public static final String TALLY = "tally";

    private Stages() {}
}
