package io.glyphstream.processor.resume;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.schemas.kafka.PartitionOffsets;
import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The markers of transactions leave gaps between offsets, too, and those are no losses: what is missing was removed only if the log
 * begins behind it. To ask where a log begins takes a request, which is nothing for a stream thread: so gaps are noted, and looked at
 * by the thread that watches the topics.
 *
 * Nothing is counted twice: neither what another processor of the group counted when it started, nor what is seen again after a
 * transaction was aborted.
 */
/** Records that were removed from the inputs before they had an outcome, because of the topic's retention. Thread-safe. */
public final class RemovedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(RemovedRecords.class);
    private static final int MOST_GAPS = 1_000;
    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Topics topics;
    private final Runnable news;

    @GuardedBy("this")
    private final Map<TopicPartition, List<Range>> gaps = new HashMap<>();

    @GuardedBy("this")
    private final Map<TopicPartition, Long> accounted = new HashMap<>();

    @GuardedBy("this")
    private final Map<TopicPartition, Loss> losses = new TreeMap<>(BY_NAME);

    private record Range(long from, long to) {
        long length() {
            return to - from;
        }
    }

    private record Loss(long count, Range latest) {}

    /** @param news is called when a loss was found, without a lock of this object */
    public RemovedRecords(Topics topics, Runnable news) {
        this.topics = topics;
        this.news = news;
    }

    /** What lies below this offset is accounted for. */
    synchronized void startAt(TopicPartition partition, long offset) {
        accounted.merge(partition, offset, Math::max);
    }

    /** Notes that no record came between these offsets, the second exclusive. */
    synchronized void skipped(TopicPartition partition, long from, long to) {
        var known = gaps.computeIfAbsent(partition, none -> new ArrayList<>());
        known.add(new Range(from, to));
        if (known.size() > MOST_GAPS) {
            known.remove(Collections.min(known, Comparator.comparingLong(Range::length)));
        }
    }

    /**
     * Finds out which gaps are losses.
     *
     * @throws KafkaException when nobody says where the logs begin; then the next look does it
     */
    public void look(Admin admin) {
        var noted = notedGaps();
        if (noted.isEmpty()) {
            return;
        }
        var begins = PartitionOffsets.of(admin, noted.keySet(), OffsetSpec.earliest());
        noted.forEach((partition, ranges) -> {
            var begin = Objects.requireNonNull(begins.get(partition));
            ranges.forEach(range -> lost(partition, range.from, Math.min(range.to, begin)));
            forget(partition, ranges);
        });
    }

    private synchronized Map<TopicPartition, List<Range>> notedGaps() {
        var copy = new HashMap<TopicPartition, List<Range>>();
        gaps.forEach((partition, ranges) -> copy.put(partition, List.copyOf(ranges)));
        return copy;
    }

    private synchronized void forget(TopicPartition partition, List<Range> ranges) {
        gaps.computeIfPresent(partition, (key, known) -> {
            known.removeAll(ranges);
            return known.isEmpty() ? null : known;
        });
    }

    /** Counts records that were removed, up to the second offset, as far as they are not accounted for. */
    void lost(TopicPartition partition, long from, long to) {
        var first = countLost(partition, from, to);
        if (first >= to) {
            return;
        }
        LOG.warn(
                "{} partition {}: offsets {} to {} were removed by the topic's retention before this application read them",
                partition.topic(),
                partition.partition(),
                first,
                to - 1);
        news.run();
    }

    /** Returns the first offset that was not accounted for; there is none if it is not below the second offset. */
    private synchronized long countLost(TopicPartition partition, long from, long to) {
        var first = Math.max(from, accounted.getOrDefault(partition, 0L));
        if (first < to) {
            accounted.put(partition, to);
            losses.merge(
                    partition,
                    new Loss(to - first, new Range(first, to)),
                    (before, now) -> new Loss(before.count + now.count, now.latest));
        }
        return first;
    }

    /** Returns how many offsets of an input were removed unread, as far as this processor found out. */
    public synchronized long count(Input input) {
        var topic = input.topic(topics);
        return losses.entrySet().stream()
                .filter(loss -> loss.getKey().topic().equals(topic))
                .mapToLong(loss -> loss.getValue().count)
                .sum();
    }

    /** Returns one sentence for each partition that lost something. */
    public synchronized List<String> warnings() {
        var sentences = new ArrayList<String>();
        losses.forEach((partition, loss) -> sentences.add(String.format(
                Locale.ROOT,
                "%s partition %d: %,d records were removed before they were read, offsets %d to %d last",
                partition.topic(),
                partition.partition(),
                loss.count,
                loss.latest.from,
                loss.latest.to - 1)));
        return sentences;
    }
}
