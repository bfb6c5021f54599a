package io.glyphstream.learning.window;

import io.glyphstream.operations.MissingTopicException;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.operations.TopicPresence;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.PinnedRange;
import io.glyphstream.schemas.PinnedRecord;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/*
 * Partition 0 says which ranges are whole. Partition 1 has the records. A reader that finds no range in partition 0 reads
 * nothing of partition 1, which may have gigabytes for other models.
 */
/** Reads what was copied to the topic of pins, committed records only. For one thread at a time. */
final class PinsTopic {

    static final int RANGES = 0;
    static final int RECORDS = 1;

    private final KafkaCluster cluster;
    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Uses a consumer, which stays the caller's to close. */
    PinsTopic(KafkaCluster cluster, Topics topics, KafkaConsumer<byte[], byte[]> consumer) {
        this.cluster = cluster;
        this.topics = topics;
        this.consumer = consumer;
    }

    /**
     * Returns the ranges whose records are copied; none if the topic is not there.
     *
     * @throws AuthorizationException when the user may not read it
     */
    List<PinnedRange> ranges() {
        try {
            // A consumer that looks for a topic might create it.
            TopicPresence.require(cluster, List.of(name()));
        } catch (MissingTopicException none) {
            return List.of();
        }
        var ranges = new ArrayList<PinnedRange>();
        read(RANGES, PinnedRange.class, ranges::add, ReadProgress.untold());
        return ranges;
    }

    String name() {
        return topics.pins().name();
    }

    /** Hands over the copies of all models. One that was made twice may come twice, the newer last. */
    void records(Consumer<PinnedRecord> receiver, ReadProgress progress) {
        read(RECORDS, PinnedRecord.class, receiver, progress);
    }

    /** Returns whether a record lies in a range. */
    static boolean isIn(PinnedRecord record, OffsetRange range) {
        return record.getPartition() == range.getPartition()
                && record.getOffset() >= range.getFrom()
                && record.getOffset() < range.getTo()
                && record.getTopicId().equals(range.getTopicId());
    }

    /** Returns whether all of a range lies in one whose records are copied, of which no longer one is ever written. */
    static boolean covers(PinnedRange pinned, OffsetRange range) {
        return pinned.getPartition() == range.getPartition()
                && pinned.getTo() - pinned.getFrom() <= Integer.MAX_VALUE
                && pinned.getFrom() <= range.getFrom()
                && pinned.getTo() >= range.getTo()
                && pinned.getTopicId().equals(range.getTopicId());
    }

    static OffsetRange place(PinnedRange pinned) {
        return new OffsetRange(pinned.getTopicId(), pinned.getPartition(), pinned.getFrom(), pinned.getTo());
    }

    /** Hands over the values of one type; what else somebody wrote there is passed over. */
    private <V> void read(int number, Class<V> type, Consumer<V> receiver, ReadProgress progress) {
        var partition = new TopicPartition(name(), number);
        consumer.assign(List.of(partition));
        long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        new RangeReader(consumer)
                .read(
                        partition.topic(),
                        List.of(new OffsetRange("", number, begin, end)),
                        (range, record) -> topics.pins()
                                .tryDecode(record.value())
                                .filter(type::isInstance)
                                .map(type::cast)
                                .ifPresent(receiver),
                        new ReadShare(end - begin, progress));
    }
}
