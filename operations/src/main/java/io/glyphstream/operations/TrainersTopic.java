package io.glyphstream.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.TrainersReceiver;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Right;
import io.glyphstream.schemas.kafka.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.ResourceType;

/** What trainers have told, for those who show more where they can read it and less where they cannot. */
final class TrainersTopic {

    private TrainersTopic() {}

    /**
     * Hands over all that is there, the oldest first. A pipeline of an earlier release has no topic of trainers, and a user may
     * have no right to read it: nothing is handed over then.
     *
     * @return why the user may not read it, if so
     */
    static Optional<String> read(KafkaCluster cluster, Topics topics, TrainersReceiver receiver) {
        try {
            // A consumer that looks for a topic might create it.
            TopicPresence.require(cluster, List.of(topics.trainers().name()));
            CommittedReader.readRecords(
                    cluster,
                    List.of(topics.trainers().name()),
                    record -> handOver(topics, record, receiver),
                    ReadProgress.untold());
            return Optional.empty();
        } catch (MissingTopicException none) {
            return Optional.empty();
        } catch (AuthorizationException refused) {
            var right = new Right(ResourceType.TOPIC, topics.trainers().name(), AclOperation.READ);
            return Optional.of("not allowed: " + right);
        }
    }

    private static void handOver(Topics topics, ConsumerRecord<byte[], byte[]> record, TrainersReceiver receiver) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            TrainersReceiver.handOver(topics.trainers().decode(record.value()), receiver);
        } catch (LaterReleaseException later) {
            receiver.later(new String(record.key(), UTF_8), later);
        } catch (UndecodableRecordException foreign) {
            // What does not belong there is nobody's report.
            return;
        }
    }
}
