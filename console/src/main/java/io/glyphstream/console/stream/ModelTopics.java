package io.glyphstream.console.stream;

import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;

/**
 * The published versions and the decisions about them, for all pages: each reads its topics once, and then what is new.
 *
 * @param catalog for manifests; a snapshot would hold up all who ask meanwhile, so {@link LoadedModels} has a catalog of its own
 * @param log for reading; a decision is made through a log with a policy
 */
public record ModelTopics(ModelCatalog catalog, DeploymentLog log) implements AutoCloseable {

    /** Connects on first use. */
    public static ModelTopics of(KafkaCluster cluster, Topics topics, Clock clock) {
        return new ModelTopics(new ModelCatalog(cluster, topics), new DeploymentLog(cluster, topics, clock));
    }

    @Override
    public void close() {
        catalog.close();
        log.close();
    }
}
