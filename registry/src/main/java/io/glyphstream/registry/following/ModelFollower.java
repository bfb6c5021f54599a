package io.glyphstream.registry.following;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.registry.FollowedTopic;
import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.SchemaRegistryException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the models and deployments topics and holds the models that are to serve, loaded and verified.
 *
 * <p>It reads with a consumer of its own, committed records only, from the beginning to the end and then on, in no group.
 * All loading is done on its thread. Threads that score read {@link #current()}, one atomic reference, and never wait.
 *
 * <p>Nothing on the topics stops it: a record that means nothing is passed over and counted, a version that is not whole
 * or that the loader refuses is named in {@link #rejections()}, and what served before goes on serving. When it cannot
 * read the topics, whether a right is missing or a broker does not answer, it tries again until it can:
 * {@link FollowerStatus.NotFollowing}.
 *
 * <p>Only an error of the virtual machine or of the program ends it: {@link FollowerStatus.Failed}. A version for which
 * there is not enough memory is refused like any unfit one: its bytes are garbage again once loading has failed, and what
 * serves is untouched. An error anywhere else may have left the state half changed, so going on could serve wrong models.
 *
 * @param <M> what serves
 */
public final class ModelFollower<M> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Brokers answer a fetch within {@code fetch.max.wait.ms}, 0.5 s. One that is refused would have been told by then. */
    private static final Duration PROOF = Duration.ofSeconds(2);

    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final TopicPartition models;
    private final TopicPartition deployments;
    private final FollowerListener listener;
    private final FollowerState<M> state;
    private final FollowerHealth health = new FollowerHealth(System::nanoTime);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong unreadable = new AtomicLong();
    private final Object statusChanged = new Object();
    private volatile @Nullable ModelSet<M> current;
    private volatile List<Rejection> rejections = List.of();
    private volatile FollowerStatus status;

    @GuardedBy("this")
    private @Nullable Following following;

    /** Does nothing until it is {@link #start() started}; asks for no signatures. */
    public ModelFollower(KafkaCluster cluster, Topics topics, ModelLoader<M> loader, FollowerListener listener) {
        this(cluster, topics, loader, ModelTrust.everybody(), listener);
    }

    /** Does nothing until it is {@link #start() started}. */
    public ModelFollower(
            KafkaCluster cluster, Topics topics, ModelLoader<M> loader, ModelTrust trust, FollowerListener listener) {
        this.cluster = cluster;
        this.topics = topics;
        models = new TopicPartition(topics.models().name(), 0);
        status = new FollowerStatus.CatchingUp("about to read " + models.topic(), 0, -1);
        deployments = new TopicPartition(topics.deployments().name(), 0);
        this.listener = new LoggingListener(listener);
        state = new FollowerState<>(topics, loader, trust, new Recording(), (reference, read, total) -> {
            if (!status.isServing()) {
                become(new FollowerStatus.CatchingUp("chunks of " + References.text(reference), read, total));
            }
        });
    }

    /**
     * Begins to follow, on a thread of its own.
     *
     * @throws org.apache.kafka.common.KafkaException when the settings of the cluster make no sense
     */
    public synchronized void start() {
        if (following != null || closing.getCount() == 0) {
            throw new IllegalStateException("a follower can be started once only");
        }
        var begun = new Following();
        following = begun;
        begun.thread.start();
    }

    /** Returns the models in service, or nothing while there are none. */
    public Optional<ModelSet<M>> current() {
        return Optional.ofNullable(current);
    }

    /** Returns the time since both topics were last read without a failure, or since it was made if they never were. */
    public Duration age() {
        return health.age();
    }

    /** Returns how far it is. */
    public FollowerStatus status() {
        return status;
    }

    /** Returns the versions that were found unfit to serve, each with the reason. */
    public List<Rejection> rejections() {
        return rejections;
    }

    /** Returns which decision could not be read as a later release wrote it, if there is one: what serves may be outdated. */
    public Optional<String> missedDecision() {
        return state.missedDecision();
    }

    /** Returns how many records were passed over because they mean nothing. */
    public long unreadableRecords() {
        return unreadable.get();
    }

    /** Waits until models are in service, and returns true if they are; returns early when the follower stops. */
    public boolean awaitServing(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (statusChanged) {
            while (current == null && !hasStopped()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (millis <= 0) {
                    break;
                }
                statusChanged.wait(millis);
            }
        }
        return current != null;
    }

    private boolean hasStopped() {
        return closing.getCount() == 0 || status.failure().isPresent();
    }

    private void become(FollowerStatus next) {
        FollowerStatus before;
        synchronized (statusChanged) {
            before = status;
            status = next;
            statusChanged.notifyAll();
        }
        if (!next.equals(before) && !(next.follows() && before.follows())) {
            listener.followingChanged(next);
        }
    }

    /** Stops following; what is in service stays readable. */
    @Override
    public void close() {
        closing.countDown();
        synchronized (statusChanged) {
            statusChanged.notifyAll();
        }
        var begun = begun();
        if (begun != null) {
            begun.stop();
        }
    }

    private synchronized @Nullable Following begun() {
        return following;
    }

    /** The thread and its clients. */
    private final class Following {
        private final FollowerClients clients = FollowerClients.open(
                cluster,
                topics,
                new FollowedTopic(models, () -> readAgain(state::forgetModels)),
                new FollowedTopic(deployments, () -> readAgain(state::forgetDeployments)));
        private final Thread thread = new Thread(this::run, "model-follower");
        private Map<TopicPartition, Long> ends = Map.of();
        private boolean caughtUp;

        Following() {
            thread.setDaemon(true);
        }

        void stop() {
            clients.consumer().wakeup();
            clients.chunks().wakeup();
            try {
                thread.join(CLOSE.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void run() {
            try (clients) {
                follow();
            }
        }

        /** The end is told before the clients are closed, which may take long, and before it is logged, which may fail. */
        private void follow() {
            try {
                while (closing.getCount() > 0) {
                    step();
                }
            } catch (WakeupException stopped) {
                LOG.debug("stopped following", stopped);
            } catch (Throwable fatal) {
                become(new FollowerStatus.Failed(fatal));
                LOG.error("following {} ended", names(), fatal);
            }
        }

        private void step() throws InterruptedException {
            try {
                boolean answered = clients.followed().look(clients.consumer());
                if (caughtUp) {
                    goOn();
                } else {
                    catchUp();
                }
                if (answered) {
                    succeeded();
                }
            } catch (WakeupException | InterruptException stopped) {
                throw stopped;
            } catch (RetriableException | SchemaRegistryException unavailable) {
                waitForKafka(unavailable);
            } catch (TopicAuthorizationException denied) {
                tryAgain(FollowerHealth.topics(denied), FollowerHealth.reason(denied));
            } catch (RuntimeException failed) {
                tryAgain(names(), failed.toString());
            }
        }

        private String names() {
            return models.topic() + " and " + deployments.topic();
        }

        /** Kafka's clients have waited for an answer already, so the pause is short. */
        private void waitForKafka(RuntimeException unavailable) throws InterruptedException {
            var next = current == null
                    ? new FollowerStatus.CatchingUp("Kafka does not answer: " + unavailable.getMessage(), 0, -1)
                    : new FollowerStatus.NotFollowing(names(), String.valueOf(unavailable.getMessage()));
            halt(next, RETRY);
        }

        private void tryAgain(String topicNames, String reason) throws InterruptedException {
            halt(new FollowerStatus.NotFollowing(topicNames, reason), health.nextPause());
        }

        private void halt(FollowerStatus next, Duration pause) throws InterruptedException {
            if (health.failed(next.text())) {
                LOG.warn("{}", next.text());
            }
            become(next);
            clients.followed().lookSoon();
            var unused = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void succeeded() {
            if (!health.succeeded()) {
                return;
            }
            LOG.info("following {} again", names());
            if (caughtUp) {
                settle();
            }
        }

        private void readAgain(Runnable forget) {
            forget.run();
            ends = Map.of();
            caughtUp = false;
        }

        /** Positions are compared, not offsets of records: the markers that end transactions are no records. */
        private void catchUp() {
            if (ends.isEmpty()) {
                ends = new HashMap<>(clients.consumer().endOffsets(List.of(models, deployments)));
            }
            read(POLL);
            if (isBefore(models) || isBefore(deployments)) {
                tellProgress(isBefore(models) ? models : deployments);
                return;
            }
            if (state.lacksChampion() && isHeldBack()) {
                return;
            }
            settle();
            caughtUp = true;
        }

        /** What serves goes on while a topic is read again. */
        private void tellProgress(TopicPartition partition) {
            if (current == null) {
                become(new FollowerStatus.CatchingUp(
                        "records of " + partition.topic(),
                        clients.consumer().position(partition),
                        ends.getOrDefault(partition, 0L)));
            }
        }

        private boolean isBefore(TopicPartition partition) {
            return clients.consumer().position(partition) < ends.getOrDefault(partition, 0L);
        }

        /**
         * A committed manifest stays invisible behind another publisher's open transaction. Serving an older champion
         * until that ends would undo a promotion that was seen before the restart.
         */
        private boolean isHeldBack() {
            long written = clients.followed().writtenEnd(models);
            ends.put(models, written);
            return clients.consumer().position(models) < written;
        }

        private void goOn() {
            read(state.hasCandidates() && state.isSettled() ? Duration.ZERO : POLL);
            if (!state.isSettled()) {
                settle();
                return;
            }
            if (state.hasCandidates()) {
                state.loadAhead(clients.chunks());
                settle();
            }
        }

        private void settle() {
            state.settle(clients.chunks());
            clients.chunks().rest();
            rejections = state.rejections();
            var next = state.status();
            if (!next.equals(status)) {
                next.warning().ifPresent(warning -> LOG.warn("{}", warning));
            }
            become(next);
        }

        private void read(Duration wait) {
            var batch = clients.consumer().poll(health.hasFailed() ? PROOF : wait);
            var next = new HashMap<TopicPartition, Long>();
            batch.partitions()
                    .forEach(partition ->
                            next.put(partition, batch.records(partition).get(0).offset()));
            try {
                for (var stored : batch) {
                    state.accept(stored);
                    next.put(new TopicPartition(stored.topic(), stored.partition()), stored.offset() + 1);
                }
            } catch (RuntimeException failure) {
                next.forEach(clients.consumer()::seek);
                throw failure;
            }
            clients.followed().readTo(next);
        }
    }

    /** Keeps what is asked for later. */
    private final class Recording implements FollowerListener {
        @Override
        public void swapped(Swap swap) {
            current = state.current().orElseThrow();
            listener.swapped(swap);
        }

        @Override
        public void rejected(Rejection rejection) {
            rejections = state.rejections();
            listener.rejected(rejection);
        }

        @Override
        public void unreadable(String topic, long offset, String reason) {
            unreadable.incrementAndGet();
            listener.unreadable(topic, offset, reason);
        }
    }
}
