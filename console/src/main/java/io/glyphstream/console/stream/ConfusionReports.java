package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.operations.MissingTopicException;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The newest accuracy reports of each version: the total, and those of its last windows.
 *
 * <p>Reports are kept as they are on the topic: a matrix of 256 classes is some 65 KB there, and twenty times that as an object.
 */
public final class ConfusionReports implements AutoCloseable {

    static final int WINDOWS = 60;
    static final int VERSIONS = 100;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Optional<String> failure = Optional.empty();

    /** By version; that whose total came last is the last. */
    @GuardedBy("this")
    private final Map<ModelReference, Kept> versions = new LinkedHashMap<>(16, 0.75f, true);

    /** What is kept of a version. */
    private static final class Kept {
        byte @Nullable [] total;
        final NavigableMap<Instant, byte[]> windows = new TreeMap<>();
    }

    /**
     * A version of which there are reports.
     *
     * @param total its report since its first image, if it has come
     * @param windows where the windows begin that are known, the newest first
     */
    public record Version(ModelReference reference, Optional<AccuracyReport> total, List<Instant> windows) {}

    ConfusionReports(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
        thread = new Thread(this::run, "console-accuracy");
        thread.setDaemon(true);
    }

    /** Starts to read the accuracy topic from its beginning. */
    public static ConfusionReports start(KafkaCluster cluster, Topics topics) {
        var reports = new ConfusionReports(cluster, topics);
        reports.thread.start();
        return reports;
    }

    /** Returns why reports cannot be read at the moment; empty while they are. */
    public Optional<String> failure() {
        return failure;
    }

    /** Returns the versions that were reported of, the one that was reported of last first. */
    public synchronized List<Version> versions() {
        var found = new ArrayList<Version>();
        versions.forEach((reference, kept) -> found.add(
                0,
                new Version(
                        reference,
                        topics.accuracy().tryDecode(kept.total),
                        List.copyOf(kept.windows.descendingKeySet()))));
        return found;
    }

    /**
     * Returns the newest report of a version.
     *
     * @param name such as {@code mlp@3}
     * @param window where the window begins; empty for the total
     */
    public synchronized Optional<AccuracyReport> find(String name, Optional<Instant> window) {
        // To look an entry up counts as use of it, so the map is gone through.
        return versions.entrySet().stream()
                .filter(entry -> RecordKeys.accuracy(entry.getKey()).equals(name))
                .reduce((older, newer) -> newer)
                .map(Map.Entry::getValue)
                .flatMap(kept -> topics.accuracy()
                        .tryDecode(window.map(kept.windows::get).orElse(window.isPresent() ? null : kept.total)));
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                read();
                goesOn = false;
            } catch (KafkaException | MissingTopicException failed) {
                failure = Optional.of(String.valueOf(failed.getMessage()));
                goesOn = !isClosedWithin(PAUSE);
            }
        }
    }

    private void read() {
        try (var reader =
                new CommittedReader(cluster, List.of(topics.accuracy().name()), CommittedReader.Start.BEGINNING)) {
            while (closing.getCount() > 0) {
                reader.poll().forEach(this::take);
                failure = Optional.empty();
            }
        }
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        topics.accuracy().tryDecode(message.value()).ifPresent(report -> take(report, message.value()));
    }

    /** Keeps a report; its window is forgotten as soon as the version has {@value #WINDOWS} later ones. */
    synchronized void take(AccuracyReport report, byte[] bytes) {
        var kept = versions.computeIfAbsent(report.getModel(), model -> new Kept());
        Instant window = report.getWindowStart();
        if (window == null) {
            kept.total = bytes;
        } else {
            kept.windows.put(window, bytes);
            if (kept.windows.size() > WINDOWS) {
                kept.windows.pollFirstEntry();
            }
        }
        if (versions.size() > VERSIONS) {
            versions.remove(versions.keySet().iterator().next());
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
