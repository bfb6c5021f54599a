package io.glyphstream.verifier;

import io.glyphstream.schemas.DeadLetter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What dead letters of one input partition were made of, by the offsets of their originals: two numbers each. */
final class Fingerprints {
    private final Map<Long, Letter> byOffset = new HashMap<>();

    /** A sum of key and of value, or the size of what the dead letter left out. */
    private record Letter(int key, int value, boolean hasKey, boolean hasValue) {
        static Letter of(ConsumerRecord<byte[], byte[]> record) {
            var key = DeadLetter.omittedKeyBytes(record.headers());
            var value = DeadLetter.omittedValueBytes(record.headers());
            return new Letter(
                    key.orElseGet(() -> sum(record.key())),
                    value.orElseGet(() -> sum(record.value())),
                    key.isEmpty(),
                    value.isEmpty());
        }

        boolean isOf(ConsumerRecord<byte[], byte[]> original) {
            return key == (hasKey ? sum(original.key()) : size(original.key()))
                    && value == (hasValue ? sum(original.value()) : size(original.value()));
        }
    }

    /** Adds a dead letter, and returns whether it is the first of its original. */
    boolean add(long original, ConsumerRecord<byte[], byte[]> letter) {
        return byOffset.putIfAbsent(original, Letter.of(letter)) == null;
    }

    /** Returns whether the original is a dead letter. */
    boolean contains(long original) {
        return byOffset.containsKey(original);
    }

    /** Returns whether the original's dead letter, if there is one, has its key and value, or their sizes. */
    boolean agree(ConsumerRecord<byte[], byte[]> original) {
        var known = byOffset.get(original.offset());
        return known == null || known.isOf(original);
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

    /** Tells nothing from an empty array too. */
    private static int sum(byte @Nullable [] bytes) {
        var sum = new CRC32C();
        sum.update(bytes == null ? 0 : 1);
        if (bytes != null) {
            sum.update(bytes);
        }
        return (int) sum.getValue();
    }
}
