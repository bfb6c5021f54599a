package io.glyphstream.processor;

import io.glyphstream.schemas.AccuracyPartial;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** What comes out of a tally: each output says what it is for every topic that outputs go to. */
sealed interface TallyOutput {
    /** Returns the counts in it, by the key of the report that they are part of. */
    List<KeyValue<String, AccuracyPartial>> counts();

    /** Returns the values of the dead letters in it; a value may be null. */
    List<byte[]> deadLetters();

    /** Counts, by the key of the report that they are part of. */
    record Counted(String key, AccuracyPartial partial) implements TallyOutput {
        @Override
        public List<KeyValue<String, AccuracyPartial>> counts() {
            return List.of(KeyValue.pair(key, partial));
        }

        @Override
        public List<byte[]> deadLetters() {
            return List.of();
        }
    }

    /** A label that cannot be counted; headers tell why. */
    final class DeadLabel implements TallyOutput {
        private final byte @Nullable [] value;

        DeadLabel(byte @Nullable [] value) {
            this.value = value;
        }

        @Override
        public List<KeyValue<String, AccuracyPartial>> counts() {
            return List.of();
        }

        @Override
        @SuppressWarnings("NullAway") // values of records may be null
        public List<byte[]> deadLetters() {
            return Collections.singletonList(value);
        }
    }
}
