package io.glyphstream.datasets.catalog;

/** Whether data may come from the network. */
public enum Network {
    ALLOWED,
    OFFLINE
}
