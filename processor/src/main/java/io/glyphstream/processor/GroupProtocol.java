package io.glyphstream.processor;

import java.util.Locale;

/**
 * How processors agree on who takes which partitions.
 *
 * <p>A setting of the processor rather than one that passes through, since its other consumers do not know Streams' protocol.
 */
public enum GroupProtocol {
    /** The processors share the partitions out among themselves; every broker knows it. */
    CLASSIC,
    /** The broker shares them out, and decides by its own {@code group.streams.*} settings when one is dead. */
    STREAMS;

    /** Returns the value of Kafka's {@code group.protocol}. */
    String setting() {
        return name().toLowerCase(Locale.ROOT);
    }
}
