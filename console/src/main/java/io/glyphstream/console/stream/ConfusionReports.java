package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The newest accuracy reports of each version: the total, and those of its last windows.
 *
 * <p>Reports are kept as they are on the topic: a matrix of 256 classes is some 65 KB there, and twenty times that as an object.
 * Safe for use by many threads.
 */
public final class ConfusionReports {

    static final int WINDOWS = 60;
    static final int VERSIONS = 100;

    private final Topics topics;

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

    /** Knows nothing yet. */
    public ConfusionReports(Topics topics) {
        this.topics = topics;
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

    /** Returns the report of a version since its first image, if it has come. */
    public Optional<AccuracyReport> total(ModelReference version) {
        return find(version::equals, Optional.empty());
    }

    /**
     * Returns the newest report of a version.
     *
     * @param name such as {@code mlp@3}
     * @param window where the window begins; empty for the total
     */
    public Optional<AccuracyReport> find(String name, Optional<Instant> window) {
        return find(version -> RecordKeys.accuracy(version).equals(name), window);
    }

    private synchronized Optional<AccuracyReport> find(Predicate<ModelReference> version, Optional<Instant> window) {
        // To look an entry up counts as use of it, so the map is gone through.
        return versions.entrySet().stream()
                .filter(entry -> version.test(entry.getKey()))
                .reduce((older, newer) -> newer)
                .map(Map.Entry::getValue)
                .flatMap(kept -> topics.accuracy()
                        .tryDecode(window.map(kept.windows::get).orElse(window.isPresent() ? null : kept.total)));
    }

    /** Forgets all reports, as another topic has the name now. */
    synchronized void clear() {
        versions.clear();
    }

    /** Takes in a record of the accuracy topic; what is no report is passed over. */
    void take(ConsumerRecord<byte[], byte[]> message) {
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
}
