package io.glyphstream.schemas;

/** How many partitions a topic may have. */
public enum Partitions {
    /** Exactly one, because its readers rely on the order of all its records. */
    ONE,
    /** As many as the user likes, and as many as every other co-partitioned topic: they are joined by key. */
    CO_PARTITIONED,
    /** As many as the user likes. */
    ANY;

    /** Returns the number to create a topic with, where the user asked for {@code chosen}. */
    int count(int chosen) {
        return this == ONE ? 1 : chosen;
    }
}
