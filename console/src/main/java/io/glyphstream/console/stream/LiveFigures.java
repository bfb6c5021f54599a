package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ModelReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the pipeline does at the moment, and did in the last 15 minutes: one point for each second. Safe for use by many threads. */
public final class LiveFigures implements AnswerListener {

    /** How many points are kept: 15 minutes. */
    public static final int HISTORY = 900;

    private static final int MOST_VERSIONS = 12;

    private final Instant begin;

    @GuardedBy("this")
    private final Progress progress = new Progress();

    @GuardedBy("this")
    private final LatencyWindow latency = new LatencyWindow();

    @GuardedBy("this")
    private final Map<ModelReference, VersionAccuracy> versions = new HashMap<>();

    @GuardedBy("this")
    private final Deque<LivePoint> points = new ArrayDeque<>();

    @GuardedBy("this")
    private long count;

    @GuardedBy("this")
    private long now;

    /**
     * Knows nothing yet.
     *
     * @param begin answers of before say nothing about how long answers take now
     */
    public LiveFigures(Instant begin) {
        this.begin = begin;
        now = begin.toEpochMilli();
    }

    @Override
    public synchronized void answered(SeenAnswer answer) {
        var prediction = answer.prediction();
        progress.done(prediction.getInputPartition(), prediction.getInputOffset());
        if (!prediction.getScoredAt().isBefore(begin)) {
            latency.record(Duration.between(prediction.getCapturedAt(), prediction.getScoredAt())
                    .toMillis());
        }
    }

    /** Forgets how far images are answered and what was counted: the offsets and the counts of other topics say nothing of these. */
    @Override
    public synchronized void topicIsAnother() {
        progress.clear();
        versions.clear();
    }

    /** Takes in that an image has become a dead letter. */
    synchronized void refused(int partition, long offset) {
        progress.done(partition, offset);
    }

    /** Takes in what is counted of a version since its first image; windows are passed over. */
    synchronized void counted(AccuracyReport report) {
        if (report.getWindowStart() != null) {
            return;
        }
        versions.computeIfAbsent(report.getModel(), model -> new VersionAccuracy(report, now))
                .total(report, now);
        if (versions.size() > MOST_VERSIONS) {
            versions.values().stream()
                    .min(Comparator.comparingLong(VersionAccuracy::changedAt))
                    .ifPresent(oldest -> versions.remove(oldest.newest().getModel()));
        }
    }

    /** Takes in what the partitions of the images hold. */
    synchronized void images(Map<Integer, OffsetSpan> spans) {
        progress.spans(spans);
    }

    /** Ends a second, and adds its point. */
    synchronized LivePoint tick(Instant at) {
        long millis = at.toEpochMilli();
        now = millis;
        count++;
        var percentiles = latency.tick();
        var accuracy = versions.values().stream()
                .map(version -> version.tick(millis))
                .flatMap(Optional::stream)
                .toList();
        var point = new LivePoint(
                count,
                now,
                progress.rate(now),
                progress.lag(),
                percentiles.map(LatencyWindow.Percentiles::p50),
                percentiles.map(LatencyWindow.Percentiles::p99),
                accuracy);
        points.addLast(point);
        if (points.size() > HISTORY) {
            points.removeFirst();
        }
        return point;
    }

    /** Returns the points that came behind this one, the oldest first; all with 0. */
    public synchronized List<LivePoint> since(long number) {
        return points.stream().filter(point -> point.number() > number).toList();
    }

    /** Returns what is counted of each version since its first image, the newest version first. */
    public synchronized List<AccuracyReport> totals() {
        return versions.values().stream()
                .map(VersionAccuracy::newest)
                .sorted(Comparator.<AccuracyReport, String>comparing(
                                report -> report.getModel().getModel())
                        .thenComparing(report -> -report.getModel().getVersion())
                        .thenComparing(
                                report -> Objects.toString(report.getModel().getSha256())))
                .toList();
    }
}
