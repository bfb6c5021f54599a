package io.glyphstream.operations;

import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.Topics;
import io.glyphstream.schemas.TrainersReceiver;
import java.util.List;
import org.apache.kafka.common.errors.AuthorizationException;

/** What trainers have told, for those who show more where they can read it and less where they cannot. */
final class TrainersTopic {

    private TrainersTopic() {}

    /**
     * Hands over all that is there, the oldest first. A pipeline of an earlier release has no topic of trainers, and a user may
     * have no right to read it: nothing is handed over then.
     */
    static void read(KafkaCluster cluster, Topics topics, TrainersReceiver receiver) {
        try {
            // A consumer that looks for a topic might create it.
            TopicPresence.require(cluster, List.of(topics.trainers().name()));
            CommittedReader.read(
                    cluster,
                    topics.trainers(),
                    value -> TrainersReceiver.handOver(value, receiver),
                    ReadProgress.untold());
        } catch (MissingTopicException | AuthorizationException unknown) {
            return;
        }
    }
}
