package io.glyphstream.schemas.kafka;

import java.util.OptionalInt;

/** How many partitions a topic may have. */
public enum Partitions {
    /** Exactly one, because its readers rely on the order of all its records. */
    ONE(OptionalInt.of(1)),
    /** Exactly two, because some of its readers need those of the first and not the many of the second. */
    TWO(OptionalInt.of(2)),
    /** As many as the user likes, and as many as every other co-partitioned topic: they are joined by key. */
    CO_PARTITIONED(OptionalInt.empty()),
    /** As many as the user likes. */
    ANY(OptionalInt.empty());

    private final OptionalInt fixed;

    Partitions(OptionalInt fixed) {
        this.fixed = fixed;
    }

    /** Returns the number that a topic must have, if it does not depend on others or on the user. */
    OptionalInt fixed() {
        return fixed;
    }

    /** Returns the number to create a topic with, where the user asked for {@code chosen}. */
    int count(int chosen) {
        return fixed.orElse(chosen);
    }
}
