package io.glyphstream.operations;

import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.KafkaReply;
import java.util.List;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether topics are there: Kafka's clients wait for one that is not, and then do not say which it is. */
public final class TopicPresence {

    private TopicPresence() {}

    /**
     * Returns normally if all topics of these names are there.
     *
     * @throws MissingTopicException when one is not; names it
     */
    public static void require(KafkaCluster cluster, List<String> names) {
        try (var admin = AdminClients.open(cluster)) {
            admin.describeTopics(names).topicNameValues().forEach((name, answer) -> {
                try {
                    KafkaReply.of(answer);
                } catch (UnknownTopicOrPartitionException missing) {
                    throw new MissingTopicException(name);
                }
            });
        }
    }
}
