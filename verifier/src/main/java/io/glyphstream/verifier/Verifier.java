package io.glyphstream.verifier;

import io.glyphstream.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Proves what Glyphstream promises, from the topics alone:
 *
 * <ol>
 *   <li>every record of the images topic has one prediction or one dead letter, in its partition in the same order, and
 *       nothing else is there;
 *   <li>every version that answered was published whole and fit before, and deployed in that role;
 *   <li>every score, computed again, is the same to the bit;
 *   <li>the newest accuracy of each version and window is what predictions and labels give;
 *   <li>the processors have committed everything.
 * </ol>
 *
 * <p>Memory: a bit or two for each image, what is told of each dead letter and each label, and the counts of accuracy. No
 * record is kept, so millions can be verified. What was removed from the images topic by its retention is not judged.
 */
public final class Verifier {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Topics topics;
    private final TopicContents contents;
    private final PublishedModels models;
    private final VerifySettings settings;
    private final Findings findings = new Findings();

    /** A verification that has not begun; it can be made once. */
    public Verifier(Topics topics, TopicContents contents, PublishedModels models, VerifySettings settings) {
        this.topics = topics;
        this.contents = contents;
        this.models = models;
        this.settings = settings;
    }

    /** Reads all that is there now and returns what it comes to. */
    public VerifyReport verify(VerifyProgress progress) {
        var images = contents.partitions(topics.images().name());
        var labelSpans = contents.partitions(topics.labels().name());
        var committed = awaitCommits(topics.images().name(), images);
        var committedLabels = awaitCommits(topics.labels().name(), labelSpans);
        var spans = new Spans(
                images,
                labelSpans,
                contents.partitions(topics.predictions().name()),
                contents.partitions(topics.deadLetters().name()));
        var reading = new Reading(contents, progress, spans.records());
        var letters = new DeadLetters(topics, findings, images);
        spans.deadLetters.forEach(
                (partition, span) -> reading.read(topics.deadLetters().name(), partition, span, letters::read));
        var versions = new Versions(models, findings);
        var lineups = new LineupCheck(models.deployments(), versions, findings);
        var checks = checkAll(spans, place -> {
            var labels = new LabelBook(topics.labels(), letters.ofLabels(place.partition), findings);
            reading.read(topics.labels().name(), place.partition, place.labels, labels::read);
            var evidence =
                    new PartitionCheck.Evidence(letters.ofImages(place.partition), labels, lineups, versions, findings);
            var check = new PartitionCheck(topics, place.partition, place.images, settings.sample(), evidence);
            reading.read(
                    topics.images().name(),
                    place.partition,
                    place.images,
                    inputs -> reading.read(
                            topics.predictions().name(),
                            place.partition,
                            place.predictions,
                            answers -> check.run(inputs, answers)));
            return new Checked(check, labels);
        });
        checks.forEach((partition, checked) -> {
            var next = checked.check.inputFrom(committed.getOrDefault(partition, 0L));
            requireNone(next, topics.images().name(), partition, committed);
            var last = checked.labels.last();
            requireNone(
                    last < committedLabels.getOrDefault(partition, 0L) ? -1 : last,
                    topics.labels().name(),
                    partition,
                    committedLabels);
        });
        var accuracies = checkAccuracy(spans, checks.values());
        return report(letters.count(), accuracies, checks.values());
    }

    /** One partition, done. */
    private record Checked(PartitionCheck check, LabelBook labels) {}

    /** What is to be read. */
    private record Spans(
            SortedMap<Integer, Span> images,
            SortedMap<Integer, Span> labels,
            SortedMap<Integer, Span> predictions,
            SortedMap<Integer, Span> deadLetters) {
        long records() {
            return List.of(images, labels, predictions, deadLetters).stream()
                    .flatMap(topic -> topic.values().stream())
                    .mapToLong(Span::length)
                    .sum();
        }
    }

    /**
     * Returns what is committed of each partition, as soon as that is all of it. What was seen once counts: Kafka leaves out a
     * partition while a transaction on it is open.
     */
    private Map<Integer, Long> awaitCommits(String topic, Map<Integer, Span> spans) {
        var deadline = System.nanoTime() + settings.patience().toNanos();
        var committed = new HashMap<>(contents.committed(settings.applicationId(), topic));
        while (!spans.entrySet().stream()
                        .allMatch(entry -> entry.getValue().length() == 0
                                || committed.getOrDefault(entry.getKey(), 0L)
                                        >= entry.getValue().end())
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            contents.committed(settings.applicationId(), topic)
                    .forEach((partition, offset) -> committed.merge(partition, offset, Math::max));
        }
        return committed;
    }

    /** One partition, to be done. */
    private record Place(int partition, Span images, Span labels, Span predictions) {}

    private Map<Integer, Checked> checkAll(Spans spans, Function<Place, Checked> work) {
        ExecutorService workers = Executors.newFixedThreadPool(settings.threads(), task -> {
            var thread = new Thread(task, "verifier");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var futures = new HashMap<Integer, Future<Checked>>();
            for (var place : places(spans)) {
                futures.put(place.partition, workers.submit(() -> work.apply(place)));
            }
            var done = new HashMap<Integer, Checked>();
            futures.forEach((partition, future) -> done.put(partition, get(future)));
            return done;
        } finally {
            workers.shutdownNow();
        }
    }

    private List<Place> places(Spans spans) {
        var places = new ArrayList<Place>();
        spans.images.forEach((partition, images) -> {
            var labels = spans.labels.get(partition);
            var predictions = spans.predictions.get(partition);
            if (labels == null || predictions == null) {
                throw new IllegalStateException(topics.labels().name() + " and "
                        + topics.predictions().name() + " must have partition " + partition + ", as "
                        + topics.images().name() + " has: compare them with glyphstream topics describe");
            }
            places.add(new Place(partition, images, labels, predictions));
        });
        return places;
    }

    private static Checked get(Future<Checked> future) {
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new KafkaException(failed.getCause());
        }
    }

    /** Adds a finding unless the offset of a record that is not committed is -1, which stands for none. */
    private void requireNone(long uncommitted, String topic, int partition, Map<Integer, Long> committed) {
        if (uncommitted >= 0) {
            findings.add(
                    Finding.UNCOMMITTED,
                    () -> "group " + settings.applicationId() + " has "
                            + (committed.containsKey(partition) ? "committed " + committed.get(partition) : "no commit")
                            + ", but there is a record in " + Places.of(topic, partition, uncommitted));
        }
    }

    /** Returns how many accuracies were checked. */
    private long checkAccuracy(Spans spans, Collection<Checked> checks) {
        if (spans.predictions.values().stream().anyMatch(span -> span.begin() > 0)) {
            findings.note("accuracy cannot be counted again: the oldest predictions have been removed");
            return 0;
        }
        var recounts = checks.stream().map(checked -> checked.check.recount()).toList();
        var check = new AccuracyCheck(topics.accuracy(), AccuracyRecount.sum(recounts));
        var read = new HashMap<Integer, Long>();
        var deadline = System.nanoTime() + settings.patience().toNanos();
        readOn(check, read);
        var differences = check.differences();
        // The counts of the last answers come a second after them.
        while (!differences.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            readOn(check, read);
            differences = check.differences();
        }
        if (!differences.isEmpty()
                && !contents.partitions(topics.images().name()).equals(spans.images)) {
            findings.note("images came while this was verified: accuracy can be compared only while none come");
        }
        differences.values().forEach(difference -> findings.add(Finding.ACCURACY, () -> difference));
        return check.size();
    }

    private void readOn(AccuracyCheck check, Map<Integer, Long> read) {
        contents.partitions(topics.accuracy().name()).forEach((partition, span) -> {
            var begin = Math.max(span.begin(), read.getOrDefault(partition, 0L));
            if (begin < span.end()) {
                try (var reports = contents.read(topics.accuracy().name(), partition, new Span(begin, span.end()))) {
                    check.read(reports);
                }
            }
            read.put(partition, span.end());
        });
    }

    private VerifyReport report(long deadLetters, long accuracies, Collection<Checked> checks) {
        var found = new EnumMap<Finding, Long>(Finding.class);
        for (var finding : Finding.values()) {
            if (findings.count(finding) > 0) {
                found.put(finding, findings.count(finding));
            }
        }
        return new VerifyReport(
                checks.stream().mapToLong(checked -> checked.check.images()).sum(),
                checks.stream().mapToLong(checked -> checked.labels.count()).sum(),
                checks.stream()
                        .mapToLong(checked -> checked.check.predictions())
                        .sum(),
                deadLetters,
                checks.stream().mapToLong(checked -> checked.check.rescored()).sum(),
                accuracies,
                found,
                new ArrayList<>(findings.problems()),
                findings.notes());
    }
}
