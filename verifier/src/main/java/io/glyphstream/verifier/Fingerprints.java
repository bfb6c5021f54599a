package io.glyphstream.verifier;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What dead letters of one input partition were made of, by the offsets of their originals: one number each. */
final class Fingerprints {
    private final Map<Long, Long> byOffset = new HashMap<>();

    /** Adds a dead letter, and returns whether it is the first of its original. */
    boolean add(long original, ConsumerRecord<byte[], byte[]> letter) {
        return byOffset.putIfAbsent(original, of(letter)) == null;
    }

    /** Returns whether the original is a dead letter. */
    boolean contains(long original) {
        return byOffset.containsKey(original);
    }

    /** Returns whether the original's dead letter, if there is one, has its key and value. */
    boolean agree(ConsumerRecord<byte[], byte[]> original) {
        var known = byOffset.get(original.offset());
        return known == null || known == of(original);
    }

    /** Returns the offsets of the originals, in order. */
    long[] offsets() {
        var offsets = byOffset.keySet().stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(offsets);
        return offsets;
    }

    private static long of(ConsumerRecord<byte[], byte[]> record) {
        return ((long) of(record.key()) << Integer.SIZE) | (of(record.value()) & 0xFFFF_FFFFL);
    }

    /** Tells nothing from an empty array too. */
    private static int of(byte @Nullable [] bytes) {
        var sum = new CRC32C();
        sum.update(bytes == null ? 0 : 1);
        if (bytes != null) {
            sum.update(bytes);
        }
        return (int) sum.getValue();
    }
}
