package io.glyphstream.registry.topics;

import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the deployments topic to its end, again and again. Connects on first use; for one thread at a time. */
public final class DeploymentReader implements AutoCloseable {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final DeploymentHistory history;
    private @Nullable TopicReader reader;

    public DeploymentReader(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
        history = new DeploymentHistory(topics.deployments());
    }

    /** Returns the history up to now; it grows with the next call. */
    public DeploymentHistory read() {
        if (reader == null) {
            reader = new TopicReader(cluster, topics.deployments().name(), history::clear);
        }
        reader.readToEnd(history::apply, TIME_LIMIT);
        return history;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
