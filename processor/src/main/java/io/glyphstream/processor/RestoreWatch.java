package io.glyphstream.processor;

import io.glyphstream.schemas.kafka.HeldPartition;
import io.glyphstream.schemas.kafka.OpenTransactions;
import io.glyphstream.schemas.kafka.TopicIdentities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how a processor restores its state from its changelogs, and finds out why that does not advance: a partition
 * without a leader, or an open transaction. Thread-safe.
 */
final class RestoreWatch implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreWatch.class);

    /** A restore takes seconds. One that took no record for so long waits for something. */
    private static final Duration STUCK = Duration.ofSeconds(20);

    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Progress> restoring = new ConcurrentHashMap<>();
    private volatile long preparingSince;
    private volatile boolean running;
    private volatile List<String> obstacles = List.of();

    /** @param nanoTime tells the time as {@link System#nanoTime} does */
    RestoreWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        preparingSince = nanoTime.getAsLong();
    }

    /** How far a partition has been restored, and since when it has been there. */
    private record Progress(long position, long end, long since) {}

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
        restoring.put(partition, new Progress(start, end, nanoTime.getAsLong()));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEnd, long count) {
        restoring.computeIfPresent(
                partition, (same, before) -> new Progress(batchEnd + 1, before.end, nanoTime.getAsLong()));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long restored) {
        restoring.remove(partition);
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long restored) {
        restoring.remove(partition);
    }

    /** Is told whether the processor answers images now. */
    void running(boolean now) {
        if (running && !now) {
            preparingSince = nanoTime.getAsLong();
        }
        running = now;
    }

    /** Looks for what is in the way, if the processor has not answered for long. */
    void look(Admin admin, TopicIdentities identities, String applicationId) {
        if (running || age(preparingSince) < STUCK.toSeconds()) {
            obstacles = List.of();
            return;
        }
        var found = new ArrayList<>(leaderless(identities.internal(applicationId)));
        var transactions = new OpenTransactions(admin);
        restoring.forEach((partition, progress) -> {
            if (age(progress.since) >= STUCK.toSeconds()) {
                transactions.find(partition).map(HeldPartition::text).ifPresent(found::add);
            }
        });
        found.stream().filter(obstacle -> !obstacles.contains(obstacle)).forEach(LOG::warn);
        obstacles = List.copyOf(found);
    }

    /** Returns a sentence for each partition that no broker leads. */
    static List<String> leaderless(Collection<TopicDescription> topics) {
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .filter(partition ->
                                partition.leader() == null || partition.leader().isEmpty())
                        .map(partition -> String.format(
                                Locale.ROOT,
                                "%s-%d has no leader: none of the brokers that have it runs (%s); start them",
                                topic.name(),
                                partition.partition(),
                                partition.replicas().stream()
                                        .map(Node::idString)
                                        .collect(Collectors.joining(", ")))))
                .sorted()
                .toList();
    }

    /** Returns what is restored and what is in the way, if anything is. */
    Optional<String> text() {
        var slowest = restoring.entrySet().stream().min(Comparator.comparingLong(entry -> entry.getValue().since));
        var parts = new ArrayList<String>();
        slowest.ifPresent(entry -> parts.add(text(entry.getKey(), entry.getValue())));
        parts.addAll(obstacles);
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
    }

    private String text(TopicPartition partition, Progress progress) {
        var waits = age(progress.since);
        return String.format(
                        Locale.ROOT, "restoring %s, at offset %,d of %,d", partition, progress.position, progress.end)
                + (waits < STUCK.toSeconds() ? "" : ", without a record for " + waits + " s");
    }

    private long age(long since) {
        return TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - since);
    }
}
