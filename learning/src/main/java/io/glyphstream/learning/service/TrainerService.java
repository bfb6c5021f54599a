package io.glyphstream.learning.service;

import io.glyphstream.http.Exposition;
import io.glyphstream.http.HttpAddress;
import io.glyphstream.http.StatusServer;
import io.glyphstream.registry.SigningKey;
import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from the stream until it is stopped. Of several trainers for a model one is at work; the others stand by, and one of
 * them takes over when it leaves or dies.
 */
public final class TrainerService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration ASKS_FOR_ANSWERS = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;
    private final TrainerSettings settings;
    private final TrainerHealth health;
    private final Exposition exposition;
    private final TrainerMetrics metrics;
    private final TrainingWork training;
    private final AtomicReference<StatusServer> server = new AtomicReference<>();
    private volatile boolean isStopped;
    private volatile boolean isRunning;
    private long lastAnswer;

    /** Returns the id of the transactions in which the trainer of a model writes. */
    public static String transactionalId(Topics topics, String model) {
        return TrainerWriter.transactionalId(topics, model);
    }

    /** Returns the consumer group of the trainers of a model. */
    public static String group(Topics topics, String model) {
        return Leadership.group(topics, model);
    }

    /** Does nothing until it is run. */
    public TrainerService(
            KafkaCluster cluster, Topics topics, Clock clock, TrainerSettings settings, Optional<SigningKey> key) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
        this.settings = settings;
        health = new TrainerHealth(settings.model(), cluster.bootstrapServers(), System::nanoTime);
        exposition = new Exposition(
                "trainer",
                Exposition.name(settings.instance(), ProcessHandle.current().pid()));
        metrics = new TrainerMetrics(exposition, health);
        training = new TrainingWork(cluster, topics, clock, settings, key, metrics);
    }

    /**
     * Serves {@code /livez /readyz /metrics /status} until it is closed and has ended; to be called before it is run.
     *
     * @return where
     * @throws java.io.UncheckedIOException when the address is not this machine's or all its ports are taken
     * @throws IllegalStateException when it was called before
     */
    public URI listen(HttpAddress address) {
        if (server.get() != null) {
            throw new IllegalStateException("the pages are served already");
        }
        var listening = StatusServer.listen(address, "trainer");
        TrainerPages.add(listening, settings, health, exposition, clock);
        server.set(listening);
        return listening.address();
    }

    /**
     * Works until it is closed, on the calling thread.
     *
     * @throws AuthorizationException when Kafka does not allow something that is needed
     * @throws LaterReleaseException when it is to go on where a trainer of a later release was, and cannot read where that is
     */
    public void run(ServiceListener listener) {
        isRunning = true;
        try {
            var address = Optional.ofNullable(server.get()).map(StatusServer::address);
            work(new ServiceTeller(listener, health, metrics, address));
        } catch (RuntimeException | Error failure) {
            health.failed(failure);
            throw failure;
        } finally {
            isRunning = false;
            closeStopped();
        }
    }

    private void work(ServiceTeller teller) {
        health.joining();
        try (var leadership = new Leadership(cluster, topics, settings.model())) {
            while (!isStopped) {
                if (leadership.isLeader(WAIT)) {
                    lead(leadership, teller);
                } else {
                    teller.withoutWork("standing by for the trainer of " + settings.model());
                    look(leadership, teller);
                }
            }
            health.stopping();
        }
    }

    /** Asks from time to time whether Kafka answers, and tells. */
    private void look(Leadership leadership, ServiceTeller teller) {
        if (lastAnswer != 0 && System.nanoTime() - lastAnswer < ASKS_FOR_ANSWERS.toNanos()) {
            return;
        }
        try {
            leadership.requireAnswer(PATIENCE);
            lastAnswer = System.nanoTime();
            if (leadership.isMember()) {
                teller.standingBy();
            } else {
                health.joining();
            }
        } catch (RetriableException away) {
            teller.waiting(away);
        }
    }

    private void lead(Leadership leadership, ServiceTeller teller) {
        teller.takingOver();
        lastAnswer = 0;
        try (var trainer = new ActiveTrainer(cluster, topics, clock, settings, training, teller)) {
            trainer.begin();
            while (!isStopped && leadership.isLeader(WAIT)) {
                trainer.step();
            }
            if (isStopped) {
                health.stopping();
                trainer.leave();
            }
        } catch (AuthorizationException | LaterReleaseException refused) {
            throw refused;
        } catch (KafkaException trouble) {
            // Kafka is away, or another took over: what was in hand is on the log, and is done by who is at work next.
            LOG.warn("beginning again from the log: {}", trouble.getMessage());
            teller.beginsAgain(trouble);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the service to end, from any thread. */
    @Override
    public void close() {
        isStopped = true;
        if (!isRunning) {
            closeStopped();
        }
    }

    /** One that has failed goes on telling why until it is closed. */
    private void closeStopped() {
        if (isStopped) {
            Optional.ofNullable(server.getAndSet(null)).ifPresent(StatusServer::close);
        }
    }
}
