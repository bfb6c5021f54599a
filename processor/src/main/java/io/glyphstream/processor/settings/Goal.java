package io.glyphstream.processor.settings;

/** What an operator wants most of a processor. */
public enum Goal {
    /** Something of both. */
    BALANCED,
    /** Many images a second. */
    THROUGHPUT,
    /** Each answer soon. */
    LATENCY;

    /** Returns the settings that serve it best. */
    public Tuning tuning() {
        return switch (this) {
            case BALANCED -> Tuning.BALANCED;
            case THROUGHPUT -> Tuning.THROUGHPUT;
            case LATENCY -> Tuning.LATENCY;
        };
    }
}
