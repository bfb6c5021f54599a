package io.glyphstream.learning.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.operations.AdminClients;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.Topic;
import io.glyphstream.schemas.TopicIdentities;
import io.glyphstream.schemas.TopicIdentity;
import io.glyphstream.schemas.Topics;
import io.glyphstream.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads the window that ranges of the log make, committed records only. For one thread at a time. */
public final class LogReader {

    private static final Duration POLL = Duration.ofMillis(200);

    /** So long nothing may come before the reader gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaCluster cluster;
    private final Topics topics;

    /** Connects with each call. */
    public LogReader(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
    }

    /**
     * Returns the window over the labeled images in these ranges.
     *
     * @param shape which images are taken; without it those like the newest, and as many classes as their labels need
     * @param progress is told how much is read; reading does not end early
     * @throws MissingRecordsException when records in the ranges were removed, or a topic was created again
     */
    public LogWindow read(LogRanges ranges, WindowRule rule, Optional<ImageShape> shape, ReadProgress progress)
            throws MissingRecordsException {
        try (var consumer = TopicReader.consumerForManyPlaces(cluster)) {
            requirePresent(consumer, ranges);
            var window = read(consumer, ranges, rule, shape, progress);
            // What is removed while it is read is passed over in silence.
            requirePresent(consumer, ranges);
            return window;
        }
    }

    /** Reads what is there of these ranges: the images twice, first without their pixels. */
    LogWindow read(
            KafkaConsumer<byte[], byte[]> consumer,
            LogRanges ranges,
            WindowRule rule,
            Optional<ImageShape> shape,
            ReadProgress progress) {
        var share = new Share(ranges.size() + LogRanges.size(ranges.images()), progress);
        var choice = choose(consumer, new WindowBuilder(rule, shape, ranges), ranges, share);
        read(
                consumer,
                topics.images(),
                choice.tightImageRanges(),
                record -> {
                    if (choice.contains(record.partition(), record.offset())) {
                        choice.image(
                                record.partition(),
                                record.offset(),
                                topics.images().decode(record.value()));
                    }
                },
                share);
        return choice.window();
    }

    /** Chooses the images of the window from what is there of these ranges. */
    WindowChoice choose(
            KafkaConsumer<byte[], byte[]> consumer,
            LogRanges ranges,
            WindowRule rule,
            Optional<ImageShape> shape,
            ReadProgress progress) {
        return choose(consumer, new WindowBuilder(rule, shape, ranges), ranges, new Share(ranges.size(), progress));
    }

    private WindowChoice choose(
            KafkaConsumer<byte[], byte[]> consumer, WindowBuilder builder, LogRanges ranges, Share share) {
        read(
                consumer,
                topics.images(),
                ranges.images(),
                record -> topics.images().tryDecode(record.value()).ifPresent(image -> {
                    if (isKey(record, image.getId()) && isValid(() -> Images.validate(image))) {
                        builder.image(record.partition(), record.offset(), image);
                    }
                }),
                share);
        read(
                consumer,
                topics.labels(),
                ranges.labels(),
                record -> topics.labels().tryDecode(record.value()).ifPresent(label -> {
                    if (isKey(record, label.getImageId()) && isValid(() -> Images.validate(label))) {
                        builder.label(record.partition(), label);
                    }
                }),
                share);
        return builder.choose();
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            Topic<?> topic,
            List<OffsetRange> ranges,
            Consumer<ConsumerRecord<byte[], byte[]>> receiver,
            Share share) {
        var ends = new HashMap<TopicPartition, Long>();
        for (var range : ranges) {
            if (range.getFrom() < range.getTo()) {
                ends.put(partition(topic, range), range.getTo());
            }
        }
        consumer.assign(ends.keySet());
        for (var range : ranges) {
            if (ends.containsKey(partition(topic, range))) {
                consumer.seek(partition(topic, range), range.getFrom());
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var batch = consumer.poll(POLL);
            for (var record : batch) {
                var partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    receiver.accept(record);
                }
            }
            share.add(topic.name(), batch.count());
            deadline = batch.isEmpty() ? deadline : System.nanoTime() + PATIENCE.toNanos();
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("nothing of " + topic.name() + " came for " + PATIENCE.toSeconds()
                        + " s although there is more: the broker does not answer, or a transaction is open");
            }
        }
    }

    private void requirePresent(KafkaConsumer<byte[], byte[]> consumer, LogRanges ranges)
            throws MissingRecordsException {
        Map<String, TopicIdentity> identities;
        try (var admin = AdminClients.open(cluster)) {
            identities = new TopicIdentities(admin, topics)
                    .of(List.of(topics.images().name(), topics.labels().name()));
        }
        var missing = new ArrayList<String>();
        missing.addAll(missing(consumer, topics.images(), identities, ranges.images()));
        missing.addAll(missing(consumer, topics.labels(), identities, ranges.labels()));
        if (!missing.isEmpty()) {
            throw new MissingRecordsException(missing);
        }
    }

    private static List<String> missing(
            KafkaConsumer<byte[], byte[]> consumer,
            Topic<?> topic,
            Map<String, TopicIdentity> identities,
            List<OffsetRange> ranges) {
        @Nullable TopicIdentity identity = identities.get(topic.name());
        var needed =
                ranges.stream().filter(range -> range.getFrom() < range.getTo()).toList();
        if (identity == null || needed.stream().anyMatch(range -> !isOf(identity, range))) {
            return needed.stream()
                    .filter(range -> identity == null || !isOf(identity, range))
                    .map(range -> text(topic, range) + ": the topic was deleted"
                            + (identity == null ? "" : " and created again"))
                    .toList();
        }
        var partitions = needed.stream().map(range -> partition(topic, range)).toList();
        // A consumer asks for ends of what it has.
        consumer.assign(partitions);
        var begins = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        var missing = new ArrayList<String>();
        for (var range : needed) {
            long begin = begins.getOrDefault(partition(topic, range), 0L);
            long end = ends.getOrDefault(partition(topic, range), 0L);
            if (begin > range.getFrom()) {
                missing.add(text(topic, range) + ": the log begins at " + begin);
            } else if (end < range.getTo()) {
                missing.add(text(topic, range) + ": the log ends at " + end);
            }
        }
        return missing;
    }

    private static boolean isOf(TopicIdentity identity, OffsetRange range) {
        return identity.id().toString().equals(range.getTopicId());
    }

    private static TopicPartition partition(Topic<?> topic, OffsetRange range) {
        return new TopicPartition(topic.name(), range.getPartition());
    }

    private static String text(Topic<?> topic, OffsetRange range) {
        return topic.name() + " partition " + range.getPartition() + ", offsets " + range.getFrom() + " to "
                + (range.getTo() - 1);
    }

    private static boolean isKey(ConsumerRecord<byte[], byte[]> record, String id) {
        byte @Nullable [] key = record.key();
        return key != null && Arrays.equals(key, id.getBytes(UTF_8));
    }

    /** What the pipeline does not answer is nothing to learn from. */
    private static boolean isValid(Runnable check) {
        try {
            check.run();
            return true;
        } catch (UndecodableRecordException refused) {
            return false;
        }
    }

    /** How much of the ranges is read. */
    private static final class Share {

        private final long total;
        private final ReadProgress progress;
        private long done;

        Share(long total, ReadProgress progress) {
            this.total = total;
            this.progress = progress;
        }

        void add(String topic, int records) {
            done = Math.min(total, done + records);
            var unused = progress.read(topic, done, total);
        }
    }
}
