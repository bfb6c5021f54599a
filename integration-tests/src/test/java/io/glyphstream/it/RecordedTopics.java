package io.glyphstream.it;

import static java.util.Objects.requireNonNull;

import io.glyphstream.verifier.topics.RecordStream;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The records that were on topics at some time, in memory, where one can be changed to see whether that is found out. */
final class RecordedTopics implements TopicContents {
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records;
    private final Map<TopicPartition, Span> spans;
    private final Map<TopicPartition, Long> committed;

    private RecordedTopics(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records,
            Map<TopicPartition, Span> spans,
            Map<TopicPartition, Long> committed) {
        this.records = records;
        this.spans = spans;
        this.committed = committed;
    }

    /** Returns all that is on these topics now, and how far a group has committed on them. */
    static RecordedTopics of(TopicContents live, Collection<String> topics, String group) {
        var recorded = new RecordedTopics(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (var topic : topics) {
            live.committed(group, topic)
                    .forEach((number, offset) -> recorded.committed.put(new TopicPartition(topic, number), offset));
            live.partitions(topic).forEach((number, span) -> {
                var partition = new TopicPartition(topic, number);
                var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
                try (var stream = live.read(topic, number, span)) {
                    stream.forEachRemaining(all::add);
                }
                recorded.records.put(partition, all);
                recorded.spans.put(partition, span);
            });
        }
        return recorded;
    }

    /** Returns a copy in which the records of one partition are others. */
    RecordedTopics with(TopicPartition partition, UnaryOperator<List<ConsumerRecord<byte[], byte[]>>> change) {
        var changed = new HashMap<>(records);
        var changedSpans = new HashMap<>(spans);
        var list = change.apply(new ArrayList<>(records(partition)));
        changed.put(partition, list);
        if (!list.isEmpty()) {
            var span = requireNonNull(spans.get(partition));
            var last = list.get(list.size() - 1).offset();
            changedSpans.put(partition, new Span(span.begin(), Math.max(span.end(), last + 1)));
        }
        return new RecordedTopics(changed, changedSpans, committed);
    }

    /** Returns a copy in which the group has committed less. */
    RecordedTopics withCommitted(TopicPartition partition, long offset) {
        var changed = new HashMap<>(committed);
        changed.put(partition, offset);
        return new RecordedTopics(records, spans, changed);
    }

    /** Returns a copy in which the group has committed nothing of this partition. */
    RecordedTopics withoutCommit(TopicPartition partition) {
        var changed = new HashMap<>(committed);
        changed.remove(partition);
        return new RecordedTopics(records, spans, changed);
    }

    /** Returns a copy in which all before this offset is removed, as retention does it. */
    RecordedTopics removedBefore(TopicPartition partition, long offset) {
        var kept = records(partition).stream()
                .filter(record -> record.offset() >= offset)
                .toList();
        var end = Math.max(offset, requireNonNull(spans.get(partition)).end());
        return with(partition, kept, new Span(offset, end));
    }

    /** Returns a copy in which this partition was deleted and created again, with these records. */
    RecordedTopics recreated(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> younger) {
        var end = younger.isEmpty() ? 0 : younger.get(younger.size() - 1).offset() + 1;
        return with(partition, younger, new Span(0, end));
    }

    private RecordedTopics with(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> list, Span span) {
        var changed = new HashMap<>(records);
        var changedSpans = new HashMap<>(spans);
        changed.put(partition, list);
        changedSpans.put(partition, span);
        return new RecordedTopics(changed, changedSpans, committed);
    }

    /** Returns the offset after the last record of a partition. */
    long end(TopicPartition partition) {
        return requireNonNull(spans.get(partition)).end();
    }

    List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
        return requireNonNull(records.get(partition));
    }

    /** Returns a partition of the topic that has at least so many records. */
    TopicPartition partitionWith(String topic, int atLeast) {
        return records.entrySet().stream()
                .filter(entry ->
                        entry.getKey().topic().equals(topic) && entry.getValue().size() >= atLeast)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public SortedMap<Integer, Span> partitions(String topic) {
        var found = new TreeMap<Integer, Span>();
        spans.forEach((partition, span) -> {
            if (partition.topic().equals(topic)) {
                found.put(partition.partition(), span);
            }
        });
        return found;
    }

    @Override
    public RecordStream read(String topic, int partition, Span span) {
        var iterator = records(new TopicPartition(topic, partition)).stream()
                .filter(record -> span.begin() <= record.offset() && record.offset() < span.end())
                .iterator();
        return new Recording(iterator);
    }

    @Override
    public long offsetOf(String topic, int partition, long time) {
        var place = new TopicPartition(topic, partition);
        return records(place).stream()
                .filter(record -> record.timestamp() >= time)
                .mapToLong(ConsumerRecord::offset)
                .findFirst()
                .orElse(end(place));
    }

    @Override
    public Map<Integer, Long> committed(String group, String topic) {
        var ofTopic = new HashMap<Integer, Long>();
        committed.forEach((partition, offset) -> {
            if (partition.topic().equals(topic)) {
                ofTopic.put(partition.partition(), offset);
            }
        });
        return ofTopic;
    }

    private record Recording(Iterator<ConsumerRecord<byte[], byte[]>> records) implements RecordStream {
        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public ConsumerRecord<byte[], byte[]> next() {
            return records.next();
        }

        @Override
        public void close() {}
    }
}
