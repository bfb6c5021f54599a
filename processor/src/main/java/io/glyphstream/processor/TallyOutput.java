package io.glyphstream.processor;

import io.glyphstream.schemas.AccuracyPartial;
import org.jspecify.annotations.Nullable;

/** What comes out of a tally. */
sealed interface TallyOutput {
    /** Counts, by the key of the report that they are part of. */
    record Counted(String key, AccuracyPartial partial) implements TallyOutput {}

    /** A label that cannot be counted; headers tell why. */
    final class DeadLabel implements TallyOutput {
        private final byte @Nullable [] value;

        DeadLabel(byte @Nullable [] value) {
            this.value = value;
        }

        byte @Nullable [] value() {
            return value;
        }
    }
}
