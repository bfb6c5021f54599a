package io.glyphstream.cli.images;

import io.glyphstream.operations.AdminClients;
import io.glyphstream.producer.ImageSource;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Compares the labels that are about to be sent with the classes that the champion tells apart. */
final class KnownClasses {

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;

    KnownClasses(KafkaCluster cluster, Topics topics, Clock clock) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * Returns what is wrong with the labels, or nothing; without a champion nothing is.
     *
     * @throws org.apache.kafka.common.errors.AuthorizationException when the user may not read who the champion is
     */
    Optional<String> complaint(ImageSource source) {
        var highest = source.highestLabel();
        if (highest.isEmpty()) {
            return Optional.empty();
        }
        return champion()
                .filter(champion -> highest.getAsInt() >= champion.getClasses())
                .map(champion -> source.name() + " has label " + highest.getAsInt() + ", but the champion "
                        + References.text(champion.getReference()) + " has " + champion.getClasses()
                        + " classes: labels must be within [0, " + (champion.getClasses() - 1) + "]");
    }

    private Optional<ModelManifest> champion() {
        if (!hasTopics()) {
            return Optional.empty();
        }
        try (var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, clock)) {
            return log.current()
                    .flatMap(deployment -> Optional.ofNullable(deployment.getChampion()))
                    .flatMap(champion -> catalog.find(champion.getModel(), champion.getVersion()));
        }
    }

    /** Returns true if there is something to read; Kafka's clients would wait for a topic that is not there. */
    private boolean hasTopics() {
        try (var admin = AdminClients.open(cluster)) {
            return admin.listTopics()
                    .names()
                    .get()
                    .containsAll(
                            List.of(topics.models().name(), topics.deployments().name()));
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KafkaException kafka) {
                throw kafka;
            }
            throw new KafkaException("the topics cannot be listed", failed.getCause());
        }
    }
}
