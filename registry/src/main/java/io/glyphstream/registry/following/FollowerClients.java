package io.glyphstream.registry.following;

import io.glyphstream.registry.FollowedTopic;
import io.glyphstream.registry.TopicReader;
import io.glyphstream.registry.topics.KafkaChunks;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.PartlyOpened;
import io.glyphstream.schemas.kafka.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The clients of a follower.
 *
 * @param consumer reads both topics, from their beginning
 * @param chunks reads the chunks of one version
 * @param followed asks about the topics
 */
record FollowerClients(KafkaConsumer<byte[], byte[]> consumer, KafkaChunks chunks, FollowedTopics followed)
        implements AutoCloseable {

    /** Opens all of them, or none. */
    static FollowerClients open(KafkaCluster cluster, Topics topics, FollowedTopic models, FollowedTopic deployments) {
        try (var opened = new PartlyOpened()) {
            var partitions = List.of(models.partition(), deployments.partition());
            var consumer = opened.add(TopicReader.consumer(cluster), KafkaConsumer::close);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var chunks = opened.add(new KafkaChunks(cluster, topics.models()), KafkaChunks::close);
            var clients = new FollowerClients(consumer, chunks, new FollowedTopics(cluster, models, deployments));
            opened.complete();
            return clients;
        }
    }

    @Override
    public void close() {
        try (followed;
                consumer) {
            chunks.close();
        }
    }
}
