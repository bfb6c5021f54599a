package io.glyphstream.verifier;

import static java.util.Objects.requireNonNull;

import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.Stretch;
import io.glyphstream.verifier.report.VerifyReport;
import io.glyphstream.verifier.topics.PublishedModels;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Proves what Glyphstream promises, from the topics alone:
 *
 * <ol>
 *   <li>every record of the images topic has one prediction or one dead letter, in its partition in the same order, and
 *       nothing else is there; answers that say that they are given at least once may be there again;
 *   <li>every version that answered was published whole and fit, and the deployment that the answer names put it in that
 *       role; in each partition deployments only go forward;
 *   <li>every score, computed again, is the same to the bit;
 *   <li>the newest accuracy of each version and window is what predictions and labels give;
 *   <li>the processors have committed everything.
 * </ol>
 *
 * <p>Memory: a bit or two for each image, what is told of each dead letter and each label, and the counts of accuracy. No
 * record is kept, so millions can be verified. Of images that retention removed, only whether they had outcomes is told.
 */
public final class Verifier {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** How often partitions are gone through at the most while retention removes records. */
    private static final int PASSES = 3;

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

    /** Reads all that is there now, or all of the newest images, and returns what it comes to. */
    public VerifyReport verify(VerifyProgress progress) {
        var images = contents.partitions(topics.images().name());
        var labels = contents.partitions(topics.labels().name());
        var begun = InputEnds.of(images, labels);
        if (settings.last().isPresent()) {
            images = NewestImages.of(images, settings.last().getAsLong());
            labels = NewestImages.of(labels, 0);
        }
        var commits = new Commits(
                awaitCommits(topics.images().name(), images),
                awaitCommits(topics.labels().name(), labels));
        var spans = spans(images, labels);
        var reading = new Reading(contents, progress, spans.records());
        var letters = new DeadLetters(topics, findings, spans);
        spans.deadLetters()
                .forEach(
                        (partition, span) -> reading.read(topics.deadLetters().name(), partition, span, letters::read));
        var judged = judge(spans, commits, reading, letters);
        var checks = judged.checks.values();
        checks.forEach(checked -> findings.addAll(checked.findings()));
        decideSingles(checks, letters, spans);
        judged.checks.forEach((partition, checked) -> requireCommitted(partition, checked, commits));
        var recounts = checks.stream().map(checked -> checked.check().recount()).toList();
        var accuracies = new AccuracyRun(topics, contents, reading, settings, findings)
                .check(recounts, begun, basis(judged, spans));
        noteAtLeastOnce(checks);
        models.missedDecision().ifPresent(missed -> findings.add(Finding.LATER_RELEASE, () -> missed));
        reading.held().forEach(held -> findings.add(Finding.OPEN_TRANSACTION, held::text));
        return new ReportWriter(findings, settings.losses(), judged.clocks)
                .report(
                        new VerifyReport.Letters(letters.count(), letters.countOfImages(), letters.countOfLabels()),
                        accuracies,
                        checks,
                        stretches(spans));
    }

    private Spans spans(SortedMap<Integer, Span> images, SortedMap<Integer, Span> labels) {
        var spans = Spans.of(topics, contents, images, labels);
        return settings.last().isPresent() ? new NewestImages(topics, contents).narrow(spans) : spans;
    }

    /** Returns where the images lie that were verified, if these are only the newest. */
    private List<Stretch> stretches(Spans spans) {
        return !spans.isPart()
                ? List.of()
                : spans.images().entrySet().stream()
                        .filter(images -> images.getValue().length() > 0)
                        .map(images -> new Stretch(
                                topics.images().name(),
                                images.getKey(),
                                images.getValue().begin(),
                                images.getValue().end() - 1))
                        .toList();
    }

    private void noteAtLeastOnce(Collection<PartitionWork.Done> checks) {
        var answers = checks.stream()
                .mapToLong(checked -> checked.check().atLeastOnce())
                .sum();
        if (answers > 0) {
            findings.note(
                    answers + " predictions are by processors with --guarantee at-least-once, which may answer an image"
                            + " again after a failure");
        }
    }

    /** How far the processors have committed the images and the labels, by partition. */
    private record Commits(Map<Integer, Long> images, Map<Integer, Long> labels) {}

    /** All partitions, done. */
    private record Pass(List<PartitionScope> scopes, SortedMap<Integer, PartitionWork.Done> checks, Clocks clocks) {}

    /**
     * Goes through all partitions, and once more if images or labels turn out to be younger than their outcomes, or if
     * retention removed records meanwhile.
     */
    private Pass judge(Spans spans, Commits commits, Reading reading, DeadLetters letters) {
        var deployments = models.deployments();
        var versions = new Versions(models, deployments, findings);
        var work = new PartitionWork(topics, reading, letters, versions, settings.sample());
        BiFunction<List<PartitionScope>, Generations.Known, Pass> pass = (scopes, known) -> {
            var clocks = new Clocks();
            var lineups = new LineupCheck(deployments, versions, clocks);
            return new Pass(scopes, checkAll(scopes, scope -> work.run(scope, known, lineups)), clocks);
        };
        var judged = pass.apply(scopes(spans, commits), Generations.Known.NOTHING);
        for (var tries = 1; !rest(judged.scopes).equals(judged.scopes); tries++) {
            if (tries == PASSES) {
                findings.note("records were removed while this was verified: what it says of the oldest may be wrong");
                break;
            }
            judged = pass.apply(rest(judged.scopes), Generations.Known.NOTHING);
        }
        var wider = withAllAnswers(judged);
        judged = wider.equals(judged.scopes) ? judged : pass.apply(wider, Generations.Known.NOTHING);
        var known = new Generations(topics, contents).of(judged.scopes, judged.checks);
        return known.isEmpty() ? judged : pass.apply(judged.scopes, known.get());
    }

    /** Returns the scopes, with all predictions where some may lie elsewhere than where they were looked for. */
    private List<PartitionScope> withAllAnswers(Pass pass) {
        var predictions = contents.partitions(topics.predictions().name());
        return pass.scopes.stream()
                .map(scope -> requireNonNull(pass.checks.get(scope.partition()))
                                        .check()
                                        .mayHaveAnswersElsewhere()
                                && scope.extent().answersFrom() > 0
                        ? scope.withAnswersFrom(predictions
                                .getOrDefault(scope.partition(), scope.predictions())
                                .begin())
                        : scope)
                .toList();
    }

    /** Returns the scopes without what has been removed by now. */
    private List<PartitionScope> rest(List<PartitionScope> scopes) {
        var images = contents.partitions(topics.images().name());
        var labels = contents.partitions(topics.labels().name());
        var predictions = contents.partitions(topics.predictions().name());
        return scopes.stream()
                .map(scope -> scope.without(new PartitionScope.Removed(
                        images.getOrDefault(scope.partition(), scope.images()).begin(),
                        labels.getOrDefault(scope.partition(), scope.labels()).begin(),
                        predictions
                                .getOrDefault(scope.partition(), scope.predictions())
                                .begin())))
                .toList();
    }

    /** Dead letters are fed back in a transaction, so a run without dead letters of images has none of its markers. */
    private void decideSingles(Collection<PartitionWork.Done> checks, DeadLetters letters, Spans spans) {
        if (letters.countOfImages() == 0
                && !Spans.isCut(spans.deadLetters())
                && checks.stream().noneMatch(checked -> checked.check().hasGaps())) {
            findings.loseUndecided(topics.images().name());
        }
        if (checks.stream().noneMatch(checked -> checked.labels().hasGaps())) {
            findings.loseUndecided(topics.labels().name());
        }
    }

    private void requireCommitted(int partition, PartitionWork.Done checked, Commits commits) {
        var next = checked.check().inputFrom(commits.images.getOrDefault(partition, 0L));
        requireNone(next, topics.images().name(), partition, commits.images);
        var last = checked.labels().last();
        requireNone(
                last < commits.labels.getOrDefault(partition, 0L) ? -1 : last,
                topics.labels().name(),
                partition,
                commits.labels);
    }

    /** Returns what is not there any more of that from which accuracies were counted. */
    private static AccuracyRun.Basis basis(Pass pass, Spans spans) {
        if (spans.isPart()) {
            return AccuracyRun.Basis.without("only the newest images were verified");
        }
        if (pass.scopes.stream().anyMatch(scope -> scope.predictions().begin() > 0)) {
            return AccuracyRun.Basis.without("the oldest predictions have been removed");
        }
        if (pass.scopes.stream().anyMatch(scope -> scope.labels().begin() > 0)) {
            return AccuracyRun.Basis.perhapsWithout("the oldest labels have been removed");
        }
        if (Spans.isCut(spans.deadLetters())) {
            return AccuracyRun.Basis.perhapsWithout("the oldest dead letters, of labels perhaps, have been removed");
        }
        if (pass.checks.values().stream()
                .anyMatch(checked -> checked.labels().letters().ofFormer() > 0)) {
            return AccuracyRun.Basis.perhapsWithout("the labels topic is younger than what was counted");
        }
        if (pass.checks.values().stream().anyMatch(checked -> checked.check().atLeastOnce() > 0)) {
            return AccuracyRun.Basis.perhapsWithout("with at-least-once an image may be counted again");
        }
        return AccuracyRun.Basis.COMPLETE;
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

    private SortedMap<Integer, PartitionWork.Done> checkAll(
            List<PartitionScope> scopes, Function<PartitionScope, PartitionWork.Done> work) {
        ExecutorService workers = Executors.newFixedThreadPool(settings.threads(), task -> {
            var thread = new Thread(task, "verifier");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var futures = new HashMap<Integer, Future<PartitionWork.Done>>();
            for (var scope : scopes) {
                futures.put(scope.partition(), workers.submit(() -> work.apply(scope)));
            }
            var done = new TreeMap<Integer, PartitionWork.Done>();
            futures.forEach((partition, future) -> done.put(partition, get(future)));
            return done;
        } finally {
            workers.shutdownNow();
        }
    }

    private List<PartitionScope> scopes(Spans spans, Commits commits) {
        var letters = Spans.isCut(spans.deadLetters())
                ? PartitionScope.Letters.SOME_REMOVED
                : PartitionScope.Letters.COMPLETE;
        // A group without any commit may have expired; one that commits has begun where there was none.
        var began = !commits.images.isEmpty()
                || spans.predictions().values().stream().allMatch(span -> span.end() == 0);
        var scopes = new ArrayList<PartitionScope>();
        spans.images().forEach((partition, images) -> {
            var labels = spans.labels().get(partition);
            var predictions = spans.predictions().get(partition);
            if (labels == null || predictions == null) {
                throw new IllegalStateException(topics.labels().name() + " and "
                        + topics.predictions().name() + " must have partition " + partition + ", as "
                        + topics.images().name() + " has: compare them with glyphstream topics describe");
            }
            scopes.add(new PartitionScope(
                    partition,
                    images,
                    labels,
                    predictions,
                    offset(commits.images.get(partition)),
                    spans.isPart()
                            ? OptionalLong.empty()
                            : offset(commits.labels.getOrDefault(partition, began ? 0L : null)),
                    letters,
                    spans.extent(partition)));
        });
        return scopes;
    }

    private static OptionalLong offset(@Nullable Long known) {
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    private static PartitionWork.Done get(Future<PartitionWork.Done> future) {
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
}
