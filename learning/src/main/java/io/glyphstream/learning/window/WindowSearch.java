package io.glyphstream.learning.window;

import io.glyphstream.operations.AdminClients;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.TopicIdentities;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/*
 * Nobody knows how far back a window reaches before its images were read: some may have no label, others another size. So
 * the search reads a part of the log from the end, and a longer one if that was too short. It keeps nothing between two
 * trainings: what a trainer knows of the window is on the log alone.
 */
/** Finds the ranges of the log that a window needs, from its present end backwards. For one thread at a time. */
public final class WindowSearch {

    /** A label may carry an earlier time than its image, as their clocks differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    /** So many offsets of images are looked at, at most: some 120 MB are held of them. */
    private static final long MOST_LOOKED_AT = 1_000_000;

    private static final double MARGIN = 1.25;
    private static final int LEAST_SPAN = 100;
    private static final double LEAST_GROWTH = 2;
    private static final double MOST_GROWTH = 16;

    private final KafkaCluster cluster;
    private final Topics topics;
    private final long mostLookedAt;

    /** Connects with each call. */
    public WindowSearch(KafkaCluster cluster, Topics topics) {
        this(cluster, topics, MOST_LOOKED_AT);
    }

    /** @param mostLookedAt so many offsets of images are looked at, at most */
    WindowSearch(KafkaCluster cluster, Topics topics, long mostLookedAt) {
        this.cluster = cluster;
        this.topics = topics;
        this.mostLookedAt = mostLookedAt;
    }

    /**
     * Returns the window as it is now, with ranges that begin at its oldest image. It is smaller than the rule says where the
     * log has not as many labeled images, and where these lie more than a million images back.
     */
    public LogWindow find(WindowRule rule, Optional<ImageShape> shape, ReadProgress progress) {
        try (var consumer = TopicReader.consumerForManyPlaces(cluster)) {
            var images = Extent.of(cluster, topics, topics.images(), consumer);
            var labels = Extent.of(cluster, topics, topics.labels(), consumer);
            var reader = new LogReader(cluster, topics);
            double most = Math.max(1, mostLookedAt / images.partitions());
            double span = Math.max(LEAST_SPAN, MARGIN * wanted(rule, shape) / images.partitions());
            while (true) {
                span = Math.min(span, most);
                var choice =
                        reader.choose(consumer, ranges(consumer, images, labels, (long) span), rule, shape, progress);
                if (choice.isFull() || images.isWhole((long) span) || span >= most) {
                    return tightened(consumer, choice, rule, labels, reader, progress);
                }
                double growth = MARGIN * wanted(rule, Optional.of(choice.shape())) / Math.max(1, choice.size());
                span *= Math.max(LEAST_GROWTH, Math.min(MOST_GROWTH, growth));
            }
        }
    }

    private static double wanted(WindowRule rule, Optional<ImageShape> shape) {
        return rule.scope() == WindowRule.Scope.ALL
                ? rule.count()
                : (double) rule.count() * shape.map(ImageShape::classes).orElse(1);
    }

    /** Leaves out what the window does not need. It stays the same window, as the cut is made from the newest image on. */
    private LogWindow tightened(
            KafkaConsumer<byte[], byte[]> consumer,
            WindowChoice choice,
            WindowRule rule,
            Extent labels,
            LogReader reader,
            ReadProgress progress) {
        var images = choice.tightImageRanges();
        var ranges = new LogRanges(images, labelRanges(consumer, images, labels));
        return reader.read(consumer, ranges, rule, Optional.of(choice.shape()), progress);
    }

    private LogRanges ranges(KafkaConsumer<byte[], byte[]> consumer, Extent images, Extent labels, long span) {
        var ofImages = images.last(span);
        return new LogRanges(ofImages, labelRanges(consumer, ofImages, labels));
    }

    /** Labels come after their images, but for what clocks differ by. */
    private List<OffsetRange> labelRanges(
            KafkaConsumer<byte[], byte[]> consumer, List<OffsetRange> images, Extent labels) {
        var since = new HashMap<TopicPartition, Long>();
        for (var range : images) {
            if (range.getFrom() < range.getTo()) {
                time(consumer, new TopicPartition(topics.images().name(), range.getPartition()), range.getFrom())
                        .ifPresent(time -> since.put(
                                new TopicPartition(topics.labels().name(), range.getPartition()),
                                Math.max(0, time - CLOCKS_DIFFER.toMillis())));
            }
        }
        // A consumer asks for offsets of what it has.
        consumer.assign(since.keySet());
        var found = consumer.offsetsForTimes(since);
        return labels.from(partition -> {
            if (!since.containsKey(partition)) {
                return Optional.empty();
            }
            var first = found.get(partition);
            return Optional.of(first == null ? Long.MAX_VALUE : first.offset());
        });
    }

    /** Returns the time of the first record at or behind an offset; nothing if there is none. */
    private static Optional<Long> time(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            for (var record : consumer.poll(Duration.ofMillis(200))) {
                return Optional.of(record.timestamp());
            }
        }
        return Optional.empty();
    }

    /** How far the committed records of a topic reach. */
    private record Extent(
            String topic, String topicId, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {

        static Extent of(KafkaCluster cluster, Topics topics, Topic<?> topic, KafkaConsumer<byte[], byte[]> consumer) {
            try (var admin = AdminClients.open(cluster)) {
                var identity = Objects.requireNonNull(
                        new TopicIdentities(admin, topics)
                                .of(List.of(topic.name()))
                                .get(topic.name()),
                        topic.name());
                var partitions = new ArrayList<TopicPartition>();
                for (int partition = 0; partition < identity.partitions(); partition++) {
                    partitions.add(new TopicPartition(topic.name(), partition));
                }
                consumer.assign(partitions);
                return new Extent(
                        topic.name(),
                        identity.id().toString(),
                        consumer.beginningOffsets(partitions),
                        consumer.endOffsets(partitions));
            }
        }

        int partitions() {
            return ends.size();
        }

        boolean isWhole(long span) {
            return ends.keySet().stream().allMatch(partition -> end(partition) - span <= begin(partition));
        }

        List<OffsetRange> last(long span) {
            return from(partition -> Optional.of(end(partition) - span));
        }

        /** Returns the ranges from these offsets on, or from the beginning or the end where they lie outside; without an offset the range is empty. */
        List<OffsetRange> from(Function<TopicPartition, Optional<Long>> start) {
            var ranges = new ArrayList<OffsetRange>();
            for (int number = 0; number < partitions(); number++) {
                var partition = new TopicPartition(topic, number);
                long wanted = start.apply(partition).orElse(Long.MAX_VALUE);
                long from = Math.max(begin(partition), Math.min(end(partition), wanted));
                ranges.add(new OffsetRange(topicId, number, from, Math.max(from, end(partition))));
            }
            return ranges;
        }

        private long begin(TopicPartition partition) {
            return begins.getOrDefault(partition, 0L);
        }

        private long end(TopicPartition partition) {
            return ends.getOrDefault(partition, 0L);
        }
    }
}
