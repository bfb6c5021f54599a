package io.glyphstream.processor;

import io.glyphstream.http.Exposition;
import io.glyphstream.http.HttpAddress;
import io.glyphstream.http.StatusServer;
import io.glyphstream.model.Classifier;
import io.glyphstream.processor.lifecycle.Lifecycle;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.lifecycle.WatchedThread;
import io.glyphstream.processor.metrics.ProcessorCounts;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.processor.resume.ChangelogSearch;
import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.processor.resume.ImageLag;
import io.glyphstream.processor.resume.RemovedRecords;
import io.glyphstream.processor.resume.StartCheck;
import io.glyphstream.processor.resume.TaskInputs;
import io.glyphstream.processor.scoring.Classification;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.processor.status.ClockWatch;
import io.glyphstream.processor.status.ProcessorView;
import io.glyphstream.processor.status.ServiceReporter;
import io.glyphstream.processor.status.ServiceReports;
import io.glyphstream.processor.status.StatusPages;
import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.following.FollowerListener;
import io.glyphstream.registry.following.FollowerStatus;
import io.glyphstream.registry.following.ModelFollower;
import io.glyphstream.registry.following.ModelSet;
import io.glyphstream.registry.following.Rejection;
import io.glyphstream.registry.following.Swap;
import io.glyphstream.schemas.SchemaRegistryUnavailableException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.TopicIdentities;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.serving.ModelSnapshotLoader;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running processor: follows the models, then answers every image once.
 *
 * <p>Thread-safe. Failure is a {@link #status() status}, not an exception, because it may come at any time.
 */
public final class ImageProcessor implements ProcessorView, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImageProcessor.class);

    /** Nobody tells that the schema registry answers again, so those who wait look from time to time. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final ProcessorSettings settings;
    private final Clock clock;
    private final Exposition exposition;
    private final ProcessorMetrics metrics;
    private final ModelFollower<Classifier> follower;
    private final RemovedRecords removed;
    private final ImageLag lag;
    private final ClockWatch clockWatch;
    private final TopicWatch watch;
    private final Thread starting = WatchedThread.daemon("processor-start", this::run, this::fail);
    private final RestoreWatch restores = new RestoreWatch(System::nanoTime);
    private final Lifecycle lifecycle = new Lifecycle(PATIENCE);
    private volatile @Nullable ImageStreams streams;
    private volatile List<String> startWarnings = List.of();
    private volatile @Nullable StatusServer server;
    private volatile @Nullable ServiceReporter reporter;

    /** A processor that is not started yet, and asks for no signatures. */
    public ImageProcessor(KafkaCluster cluster, Topics topics, ProcessorSettings settings, Clock clock) {
        this(cluster, topics, ModelTrust.everybody(), settings, clock);
    }

    /** A processor that is not started yet. */
    public ImageProcessor(
            KafkaCluster cluster, Topics topics, ModelTrust trust, ProcessorSettings settings, Clock clock) {
        this.cluster = cluster;
        this.topics = topics;
        this.settings = settings;
        this.clock = clock;
        removed = new RemovedRecords(topics, this::reportNews);
        clockWatch = new ClockWatch(clock, this::reportNews);
        watch = new TopicWatch(cluster, topics, this::look, this::fail, this::wake);
        exposition = new Exposition(
                "processor",
                Exposition.name(settings.instance(), ProcessHandle.current().pid()));
        metrics = new ProcessorMetrics(exposition);
        ServiceMetrics.addLosses(exposition, removed);
        lag = new ImageLag(settings.applicationId());
        follower = new ModelFollower<>(cluster, topics, new ModelSnapshotLoader(), trust, new Listener());
        ServiceMetrics.add(exposition, this, follower, clockWatch, lag);
    }

    /**
     * Starts, and returns at once: topics are checked, models followed and images answered on threads of its own.
     *
     * @throws IllegalStateException when it was started or closed before
     * @throws java.io.UncheckedIOException when the HTTP port is taken
     */
    public void start() {
        lifecycle.start(() -> {
            settings.http().ifPresent(this::listen);
            starting.start();
        });
    }

    @Override
    public ProcessorStatus status() {
        var end = lifecycle.end();
        if (end.isPresent()) {
            return end.get();
        }
        if (!watch.isAnswered()) {
            return new ProcessorStatus.Preparing("waiting for Kafka: no answer from " + cluster.bootstrapServers());
        }
        var stage = lifecycle.stage();
        var outage = topics.registryOutage();
        if (stage != Lifecycle.Stage.CREATED && outage.isPresent()) {
            return new ProcessorStatus.Preparing("waiting for the schema registry: " + outage.get());
        }
        var missed = follower.missedDecision();
        if (missed.isPresent()) {
            return new ProcessorStatus.Preparing("the models may be outdated: " + missed.get());
        }
        var running = streams;
        if (running != null) {
            var models = follower.status();
            return models.follows() ? running.status(restores.text()) : new ProcessorStatus.Preparing(models.text());
        }
        return switch (stage) {
            case CREATED -> new ProcessorStatus.Created();
            case CHECKING_TOPICS -> new ProcessorStatus.Preparing("checking topics");
            case AWAITING_MODELS ->
                new ProcessorStatus.Preparing(
                        models().isPresent()
                                ? "starting Kafka Streams"
                                : follower.status().text());
        };
    }

    /** Waits until it runs, failed or was closed, or the limit is over, and returns how far it is then. */
    public ProcessorStatus awaitRunning(Duration limit) throws InterruptedException {
        return lifecycle.await(this::status, status -> status.isRunning() || status.isOver(), limit);
    }

    /** Waits until it failed or was closed, or the limit is over, and returns how far it is then. */
    public ProcessorStatus awaitEnd(Duration limit) throws InterruptedException {
        return lifecycle.await(this::status, ProcessorStatus::isOver, limit);
    }

    @Override
    public ProcessorCounts counts() {
        return metrics.counts();
    }

    /** Returns the models in service. */
    public Optional<ModelSet<Classifier>> models() {
        return follower.current();
    }

    @Override
    public Optional<URI> http() {
        return Optional.ofNullable(server).map(StatusServer::address);
    }

    @Override
    public List<String> warnings() {
        return Stream.of(startWarnings, removed.warnings(), clockWatch.warnings())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public ProcessorSettings settings() {
        return settings;
    }

    /**
     * Commits what is answered, hands its partitions to the others at once, and stops; within ten seconds, even if Kafka does
     * not answer.
     */
    @Override
    public void close() {
        if (!lifecycle.close()) {
            return;
        }
        watch.close();
        follower.close();
        joinStart();
        var running = streams;
        var limit = watch.isAnswered() ? ImageStreams.CLOSE_LIMIT : ImageStreams.CLOSE_LIMIT_WITHOUT_KAFKA;
        boolean answered = running == null ? watch.isAnswered() : running.stop(limit);
        var listening = server;
        if (listening != null) {
            listening.close();
        }
        end(new ProcessorStatus.Stopped());
        closeReporter(answered);
    }

    private void listen(HttpAddress address) {
        var listening = StatusServer.listen(address, "processor");
        StatusPages.add(listening, this, follower, exposition);
        server = listening;
    }

    private void run() {
        try {
            checkTopics();
            lifecycle.topicsChecked();
            watch.start();
            startReporter();
            follower.start();
            if (awaitModels()) {
                startStreams();
            }
        } catch (RuntimeException | InterruptedException e) {
            if (lifecycle.isClosing()) {
                LOG.debug("closed while starting", e);
                return;
            }
            fail(explained(e));
        }
    }

    private void startReporter() {
        var reports = new ServiceReports(this, follower, clock);
        var reporting = new ServiceReporter(cluster, topics, settings, reports::report, clockWatch, this::fail);
        reporter = reporting;
        reporting.start();
        reporting.wake();
    }

    /** What failed stays in sight for a while. */
    private void closeReporter(boolean answered) {
        var reporting = reporter;
        if (reporting == null) {
            return;
        }
        if (!answered) {
            reporting.abandon();
            return;
        }
        if (status().phase() == ProcessorStatus.Phase.FAILED) {
            reporting.close();
            return;
        }
        reporting.closeWithoutTrace();
    }

    /** Waits for a schema registry that is away, as a processor that runs does. */
    private void checkTopics() throws InterruptedException {
        try (var admin = Admin.create(cluster.clientSettings(Map.of(), Map.of()))) {
            while (true) {
                try {
                    ProcessorRights.of(topics, settings).require(admin);
                    new TopicAdministration(admin, topics).check();
                    // Now rather than with the first count: the registry may be away by then.
                    Changelogs.partials(settings.applicationId()).forEach(topics.accuracyPartials()::register);
                    return;
                } catch (SchemaRegistryUnavailableException away) {
                    LOG.warn("the processor waits for the schema registry: {}", away.getMessage());
                }
                Thread.sleep(PATIENCE.toMillis());
            }
        }
    }

    private Throwable explained(Throwable failure) {
        var explained = ProcessorRights.of(topics, settings).explain(failure, cluster);
        return ProcessorRights.besides(topics, settings.applicationId()).explain(explained, cluster);
    }

    private void look(Admin admin) {
        removed.look(admin);
        var running = streams;
        if (running != null) {
            lag.look(admin, running.partitions(topics.images().name()));
            restores.look(admin, new TopicIdentities(admin, topics), settings.applicationId());
        }
    }

    private boolean awaitModels() throws InterruptedException {
        while (!lifecycle.isClosing() && !follower.awaitServing(PATIENCE)) {
            if (lifecycle.end().isPresent()) {
                return false;
            }
        }
        return !lifecycle.isClosing();
    }

    private void startStreams() throws InterruptedException {
        var facts = new StartCheck(cluster, topics, settings, removed).run();
        startWarnings = facts.copiesWarnings();
        startWarnings.forEach(LOG::warn);
        watch.expect(facts.identities());
        var inputs = new TaskInputs(topics, facts.topicIds(), facts.copies(), settings.guarantee(), removed);
        var classification = new Classification(topics, this::servedModels, clock, metrics, settings.guarantee());
        var running = ImageStreams.of(cluster, inputs, settings, classification, metrics);
        running.report(exposition, settings.instance());
        streams = running;
        running.start(clock, restores, this::streamsFailed, this::wake);
    }

    /** Kafka Streams finds out by itself when an input is gone, but does not say what to do about it. */
    private void streamsFailed(Throwable failure) {
        if (failure instanceof MissingSourceTopicException
                || failure.getCause() instanceof MissingSourceTopicException) {
            fail(watch.finding().<Throwable>map(gone -> gone).orElse(failure));
            return;
        }
        fail(new ChangelogSearch(topics, settings.applicationId()).explain(explained(failure), cluster));
    }

    private ModelSet<Classifier> servedModels() {
        return follower.current().orElseThrow(NoModelException::new);
    }

    private void fail(Throwable failure) {
        end(new ProcessorStatus.Failed(FailurePolicy.reason(failure), failure));
        LOG.error("processor {} failed", settings.instance(), failure);
    }

    private void end(ProcessorStatus status) {
        lifecycle.end(status);
        reportNews();
    }

    private void wake() {
        lifecycle.wake();
        reportNews();
    }

    private void reportNews() {
        var reporting = reporter;
        if (reporting != null) {
            reporting.wake();
        }
    }

    private void joinStart() {
        if (lifecycle.stage() == Lifecycle.Stage.CREATED || Thread.currentThread() == starting) {
            return;
        }
        starting.interrupt();
        try {
            starting.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counts what the follower does. */
    private final class Listener implements FollowerListener {
        @Override
        public void swapped(Swap swap) {
            metrics.swapped(swap.to());
            reportNews();
        }

        @Override
        public void rejected(Rejection rejection) {
            metrics.rejected();
            reportNews();
        }

        /** Without models there is nothing to wait for once the follower has ended; with them no newer ones would come. */
        @Override
        public void followingChanged(FollowerStatus status) {
            status.failure().ifPresent(ImageProcessor.this::fail);
            wake();
        }
    }
}
