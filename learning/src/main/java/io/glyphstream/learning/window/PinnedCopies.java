package io.glyphstream.learning.window;

import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.PinnedRange;
import io.glyphstream.schemas.PinnedRecord;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The copies of the records of one range, and whether all are there of the larger range that it lies in. */
final class PinnedCopies {

    private final MissingRange missing;
    private final PinnedRange cover;
    private final OffsetRange coverPlace;
    private final BitSet found = new BitSet();
    private final TreeMap<Long, PinnedRecord> copies = new TreeMap<>();

    /** @param cover the range that says how many copies there are */
    PinnedCopies(MissingRange missing, PinnedRange cover) {
        this.missing = missing;
        this.cover = cover;
        coverPlace = PinsTopic.place(cover);
    }

    OffsetRange range() {
        return missing.range();
    }

    /** Takes a copy in if it is of the range. Of two of one record the later counts. */
    void take(PinnedRecord copy) {
        if (PinsTopic.isIn(copy, coverPlace)) {
            found.set((int) (copy.getOffset() - cover.getFrom()));
        }
        if (PinsTopic.isIn(copy, missing.range())) {
            copies.put(copy.getOffset(), copy);
        }
    }

    /** Returns what is missing, if fewer copies are there than were made. */
    Optional<String> lack(String pins) {
        return found.cardinality() >= cover.getRecords()
                ? Optional.empty()
                : Optional.of(missing.text() + ", and " + pins + " has only " + found.cardinality() + " of its "
                        + cover.getRecords() + " records");
    }

    /** Hands over the copies, and keeps them. */
    void show(String topic, RecordReceiver receiver) {
        copies.values().forEach(copy -> receiver.take(range(), original(topic, copy)));
    }

    /** Hands over the copies, and keeps them no longer. */
    void handOver(String topic, RecordReceiver receiver) {
        while (!copies.isEmpty()) {
            var copy = copies.pollFirstEntry().getValue();
            receiver.take(range(), original(topic, copy));
        }
    }

    private static ConsumerRecord<byte[], byte[]> original(String topic, PinnedRecord copy) {
        byte @Nullable [] key = copy.getKey() == null ? null : bytes(copy.getKey());
        byte[] value = bytes(copy.getValue());
        return new ConsumerRecord<>(
                topic,
                copy.getPartition(),
                copy.getOffset(),
                copy.getTimestamp().toEpochMilli(),
                TimestampType.CREATE_TIME,
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
