package io.glyphstream.cli;

import io.glyphstream.schemas.AdminReply;
import io.glyphstream.schemas.KafkaCluster;
import java.util.List;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether topics are there: Kafka's clients wait for one that is not, and then do not say which it is. */
final class TopicPresence {

    private TopicPresence() {}

    /** Returns normally if all topics of these names are there. */
    static void require(KafkaCluster cluster, List<String> names) {
        try (var admin = AdminClients.open(cluster)) {
            admin.describeTopics(names).topicNameValues().forEach((name, answer) -> {
                try {
                    AdminReply.of(answer);
                } catch (UnknownTopicOrPartitionException missing) {
                    throw absent(name);
                }
            });
        }
    }

    static CommandException absent(String name) {
        return new CommandException(
                ExitCode.FAILED,
                "there is no topic " + name,
                "Create the topics (glyphstream topics create), or say what their names begin with: --topic-prefix.");
    }
}
