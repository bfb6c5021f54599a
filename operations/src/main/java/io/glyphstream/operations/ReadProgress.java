package io.glyphstream.operations;

/** Is told how far the reading of a topic has come. */
@FunctionalInterface
public interface ReadProgress {

    /** Returns true to go on; {@code done} of {@code total} records are read, both estimates. */
    boolean read(String topic, long done, long total);

    /** Does nothing. */
    static ReadProgress untold() {
        return (topic, done, total) -> true;
    }
}
