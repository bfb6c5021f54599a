package io.glyphstream.verifier;

import io.glyphstream.schemas.DeadLetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What dead letters of one input partition were made of, by the offsets of their originals: two numbers each. */
final class Fingerprints {
    private final Map<Long, List<Letter>> byOffset = new HashMap<>();

    /** A sum of key and of value, or the size of what the dead letter left out. */
    private record Letter(int key, int value, boolean hasKey, boolean hasValue) {
        static Letter of(ConsumerRecord<byte[], byte[]> record) {
            var key = omitted(record.key(), DeadLetter.omittedKeyBytes(record.headers()));
            var value = omitted(record.value(), DeadLetter.omittedValueBytes(record.headers()));
            return new Letter(
                    key.orElseGet(() -> sum(record.key())),
                    value.orElseGet(() -> sum(record.value())),
                    key.isEmpty(),
                    value.isEmpty());
        }

        /** A header that says that something was left out means nothing where it is there. */
        private static OptionalInt omitted(byte @Nullable [] bytes, OptionalInt size) {
            return bytes == null ? size : OptionalInt.empty();
        }

        boolean isOf(ConsumerRecord<byte[], byte[]> original) {
            return key == (hasKey ? sum(original.key()) : size(original.key()))
                    && value == (hasValue ? sum(original.value()) : size(original.value()));
        }
    }

    void add(long original, ConsumerRecord<byte[], byte[]> letter) {
        byOffset.computeIfAbsent(original, none -> new ArrayList<>(1)).add(Letter.of(letter));
    }

    /** Returns how many dead letters name this offset. */
    int count(long original) {
        return byOffset.getOrDefault(original, List.of()).size();
    }

    /** Returns how many of the original's dead letters have its key and value, or their sizes. */
    int agreeing(ConsumerRecord<byte[], byte[]> original) {
        return (int) byOffset.getOrDefault(original.offset(), List.of()).stream()
                .filter(letter -> letter.isOf(original))
                .count();
    }

    /** Returns the offsets of the originals, in order. */
    long[] offsets() {
        var offsets = byOffset.keySet().stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(offsets);
        return offsets;
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? -1 : bytes.length;
    }

    /** Returns other values for null than for an empty array. */
    private static int sum(byte @Nullable [] bytes) {
        var sum = new CRC32C();
        sum.update(bytes == null ? 0 : 1);
        if (bytes != null) {
            sum.update(bytes);
        }
        return (int) sum.getValue();
    }
}
