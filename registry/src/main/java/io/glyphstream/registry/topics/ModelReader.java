package io.glyphstream.registry.topics;

import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the models topic to its end, again and again. Connects on first use; for one thread at a time. */
public final class ModelReader implements AutoCloseable {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final ModelIndex index;
    private @Nullable TopicReader reader;

    public ModelReader(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
        index = new ModelIndex(topics.models());
    }

    /** Returns what the topic holds up to now; it changes with the next call. */
    public ModelIndex read() {
        if (reader == null) {
            reader = new TopicReader(cluster, topics.models().name(), index::clear);
        }
        reader.readToEnd(index::apply, TIME_LIMIT);
        return index;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
