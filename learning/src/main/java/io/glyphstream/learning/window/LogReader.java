package io.glyphstream.learning.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.operations.ReadProgress;
import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the window that ranges of the log make, committed records only, from their copies where they are gone. For one thread at a time. */
public final class LogReader {

    private final KafkaCluster cluster;
    private final Topics topics;

    /** Connects with each call. */
    public LogReader(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
    }

    /**
     * Returns the window over the labeled images in these ranges. A range some of whose records are not on the log any more is
     * read from the topic of pins.
     *
     * @param shape which images are taken; without it those like the newest, and as many classes as their labels need
     * @param progress is told how much is read; reading does not end early
     * @throws MissingRecordsException when records in the ranges were removed, or a topic was created again, and they were not
     *     pinned
     */
    public LogWindow read(LogRanges ranges, WindowRule rule, Optional<ImageShape> shape, ReadProgress progress)
            throws MissingRecordsException {
        return read(ranges, rule, shape, progress, (range, record) -> {});
    }

    /** @param taken is handed the records that a window may take; some twice if others are removed meanwhile */
    LogWindow read(
            LogRanges ranges, WindowRule rule, Optional<ImageShape> shape, ReadProgress progress, RecordReceiver taken)
            throws MissingRecordsException {
        try (var consumer = TopicReader.consumerForManyPlaces(cluster)) {
            var presence = new LogPresence(cluster, topics, consumer);
            var missing = presence.missing(ranges);
            while (true) {
                var pinned = PinnedRecords.read(new PinsTopic(cluster, topics, consumer), missing, progress);
                var window = read(
                        consumer,
                        ranges,
                        pinned,
                        new Taker(topics, new WindowBuilder(rule, shape, ranges), taken),
                        progress);
                // What is removed while it is read is passed over in silence.
                var now = presence.missing(ranges);
                if (places(now).equals(places(missing))) {
                    return window;
                }
                missing = now;
            }
        }
    }

    private static List<OffsetRange> places(List<MissingRange> missing) {
        return missing.stream().map(MissingRange::range).toList();
    }

    /** Reads what is there of these ranges. */
    LogWindow read(
            KafkaConsumer<byte[], byte[]> consumer,
            LogRanges ranges,
            WindowRule rule,
            Optional<ImageShape> shape,
            ReadProgress progress) {
        var taker = Taker.forBuilder(topics, new WindowBuilder(rule, shape, ranges));
        return read(consumer, ranges, PinnedRecords.none(), taker, progress);
    }

    /** Chooses the images of the window from what is there of these ranges. */
    WindowChoice choose(
            KafkaConsumer<byte[], byte[]> consumer,
            LogRanges ranges,
            WindowRule rule,
            Optional<ImageShape> shape,
            ReadProgress progress) {
        var taker = Taker.forBuilder(topics, new WindowBuilder(rule, shape, ranges));
        var share = new ReadShare(ranges.size(), progress);
        return choose(new RangeReader(consumer), ranges, PinnedRecords.none(), taker, share);
    }

    /** Reads the images twice, first without their pixels: those of the window are known only when all labels are. */
    private LogWindow read(
            KafkaConsumer<byte[], byte[]> consumer,
            LogRanges ranges,
            PinnedRecords pinned,
            Taker taker,
            ReadProgress progress) {
        var share = new ReadShare(ranges.size() + LogRanges.size(ranges.images()), progress);
        var reader = new RangeReader(consumer);
        var choice = choose(reader, ranges, pinned, taker, share);
        RecordReceiver chosen = (range, record) -> {
            if (choice.contains(record.partition(), record.offset())) {
                choice.image(
                        record.partition(), record.offset(), topics.images().decode(record.value()));
            }
        };
        var onTheLog =
                pinned.others(ranges.images()).stream().map(choice::tight).toList();
        reader.read(topics.images().name(), onTheLog, chosen, share);
        pinned.handOver(topics.images().name(), ranges.images(), chosen);
        return choice.window();
    }

    private WindowChoice choose(
            RangeReader reader, LogRanges ranges, PinnedRecords pinned, Taker taker, ReadShare share) {
        reader.read(topics.images().name(), pinned.others(ranges.images()), taker::image, share);
        pinned.show(topics.images().name(), ranges.images(), taker::image);
        reader.read(topics.labels().name(), pinned.others(ranges.labels()), taker::label, share);
        pinned.handOver(topics.labels().name(), ranges.labels(), taker::label);
        return taker.builder.choose();
    }

    /** Takes the records that a window may take. */
    private record Taker(Topics topics, WindowBuilder builder, RecordReceiver taken) {

        static Taker forBuilder(Topics topics, WindowBuilder builder) {
            return new Taker(topics, builder, (range, record) -> {});
        }

        void label(OffsetRange range, ConsumerRecord<byte[], byte[]> record) {
            topics.labels().tryDecode(record.value()).ifPresent(label -> {
                if (isKey(record, label.getImageId()) && isValid(() -> Images.validate(label))) {
                    builder.label(record.partition(), label);
                    taken.take(range, record);
                }
            });
        }

        void image(OffsetRange range, ConsumerRecord<byte[], byte[]> record) {
            topics.images().tryDecode(record.value()).ifPresent(image -> {
                if (isKey(record, image.getId()) && isValid(() -> Images.validate(image))) {
                    builder.image(record.partition(), record.offset(), image);
                    taken.take(range, record);
                }
            });
        }
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
}
