package io.glyphstream.processor.settings;

import java.util.Locale;

/**
 * How processors agree on who takes which partitions.
 *
 * <p>It is a setting of the processor and not one of all Kafka clients, since the processor's other consumers do not know the
 * streams protocol.
 */
public enum GroupProtocol {
    /** One of the processors assigns the partitions. Every broker knows this protocol. */
    CLASSIC,
    /** The broker assigns the partitions. Its settings {@code group.streams.*} decide when a processor is dead (KIP-1071). */
    STREAMS;

    /** Returns the value of Kafka's {@code group.protocol}. */
    public String setting() {
        return name().toLowerCase(Locale.ROOT);
    }
}
