package io.glyphstream.learning;

import io.glyphstream.operations.CommittedReader;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.PinnedRange;
import io.glyphstream.schemas.PinnedRecord;
import io.glyphstream.schemas.RecordKeys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is on the topic of pins, for tests that look at it and change it. */
final class PinsView {

    private final LoggedPipeline pipeline;

    PinsView(LoggedPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Returns the copy with one bit of its pixels changed. */
    static PinnedRecord flipped(PinnedRecord copy) {
        byte[] value = copy.getValue().array().clone();
        value[value.length / 2] ^= 1;
        return new PinnedRecord(
                copy.getTopicId(),
                copy.getPartition(),
                copy.getOffset(),
                copy.getTimestamp(),
                copy.getKey(),
                ByteBuffer.wrap(value));
    }

    void sendCopy(PinnedRecord copy) {
        var pins = pipeline.topics().pins();
        pipeline.send(
                pins,
                1,
                RecordKeys.pinnedRecord(copy.getTopicId(), copy.getPartition(), copy.getOffset()),
                pins.encode(copy));
    }

    void sendRange(PinnedRange range) {
        var pins = pipeline.topics().pins();
        var place = new OffsetRange(range.getTopicId(), range.getPartition(), range.getFrom(), range.getTo());
        pipeline.send(pins, 0, RecordKeys.pinnedRange(place), pins.encode(range));
    }

    List<PinnedRecord> copies() {
        return values(PinnedRecord.class);
    }

    List<PinnedRange> ranges() {
        return values(PinnedRange.class);
    }

    private <V> List<V> values(Class<V> type) {
        var values = new ArrayList<V>();
        CommittedReader.read(
                pipeline.cluster(),
                pipeline.topics().pins(),
                value -> {
                    if (type.isInstance(value)) {
                        values.add(type.cast(value));
                    }
                },
                ReadProgress.untold());
        return values;
    }

    /** Returns how many bytes the keys and values of the copies take. */
    long bytes() {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        CommittedReader.readRecords(
                pipeline.cluster(), List.of(pipeline.topics().pins().name()), records::add, ReadProgress.untold());
        return records.stream()
                .filter(record -> record.partition() == 1)
                .mapToLong(record -> record.key().length + record.value().length)
                .sum();
    }
}
