package io.glyphstream.learning.service;

import io.glyphstream.registry.SigningKey;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
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

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;
    private final TrainerSettings settings;
    private final TrainingWork training;
    private volatile boolean isStopped;

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
        training = new TrainingWork(cluster, topics, clock, settings, key);
    }

    /**
     * Works until it is closed, on the calling thread.
     *
     * @throws AuthorizationException when Kafka does not allow something that is needed
     * @throws LaterReleaseException when it is to go on where a trainer of a later release was, and cannot read where that is
     */
    public void run(ServiceListener listener) {
        try (var leadership = new Leadership(cluster, topics, settings.model())) {
            while (!isStopped) {
                if (leadership.isLeader(WAIT)) {
                    lead(leadership, listener);
                } else {
                    listener.status(TrainerPhase.STANDING_BY, "standing by for the trainer of " + settings.model());
                }
            }
        }
    }

    private void lead(Leadership leadership, ServiceListener listener) {
        try (var trainer = new ActiveTrainer(cluster, topics, clock, settings, training, listener)) {
            trainer.begin();
            while (!isStopped && leadership.isLeader(WAIT)) {
                trainer.step();
            }
            if (isStopped) {
                trainer.leave();
            }
        } catch (AuthorizationException | LaterReleaseException refused) {
            throw refused;
        } catch (KafkaException trouble) {
            // Kafka is away, or another took over: what was in hand is on the log, and is done by who is at work next.
            LOG.warn("beginning again from the log: {}", trouble.getMessage());
            listener.trouble("Kafka: " + trouble.getMessage());
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
    }
}
