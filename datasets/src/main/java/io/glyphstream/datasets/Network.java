package io.glyphstream.datasets;

/** Whether data may come from the network. */
public enum Network {
    ALLOWED,
    OFFLINE
}
