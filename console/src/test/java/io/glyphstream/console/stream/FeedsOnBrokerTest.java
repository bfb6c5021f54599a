package io.glyphstream.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.console.ConsoleOnBroker;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Feeds whose topics are not there, or come and go. */
@ExtendWith(ConsoleOnBroker.class)
@Timeout(120)
final class FeedsOnBrokerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aTopicOfDeadLettersThatIsMissingIsToldAndReadWhenItIsThere(EmbeddedBroker broker) throws Exception {
        var cluster = cluster(broker);
        var topics = new Topics("late-letters.", SchemaIds.fixed());
        try (var feed = DeadLetterFeed.start(cluster, topics)) {
            await().atMost(PATIENCE).until(() -> feed.condition().state() == FeedCondition.State.AWAY);
            assertThat(feed.condition().reason()).isEqualTo("there is no topic late-letters.dead-letters");

            create(cluster, topics.deadLetters().name());
            send(cluster, topics.deadLetters().name(), "no image");

            await().atMost(PATIENCE).until(() -> feed.known().count() == 1);
            assertThat(feed.condition()).isEqualTo(FeedCondition.READING);
        }
    }

    @Test
    void anAccuracyTopicThatIsMissingIsToldAndReadWhenItIsThere(EmbeddedBroker broker) throws Exception {
        var cluster = cluster(broker);
        var topics = new Topics("late-accuracy.", SchemaIds.fixed());
        try (var feed = AccuracyFeed.start(cluster, topics, new ConfusionReports(topics))) {
            await().atMost(PATIENCE).until(() -> feed.condition().state() == FeedCondition.State.AWAY);
            assertThat(feed.condition().reason()).isEqualTo("there is no topic late-accuracy.accuracy");

            create(cluster, topics.accuracy().name());

            await().atMost(PATIENCE).until(() -> feed.condition().state() == FeedCondition.State.READING);
        }
    }

    private static KafkaCluster cluster(EmbeddedBroker broker) {
        return new KafkaCluster(broker.bootstrapServers(), Map.of());
    }

    private static void create(KafkaCluster cluster, String topic) throws Exception {
        try (var admin = AdminClients.open(cluster)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.of((short) 1))))
                    .all()
                    .get();
        }
    }

    private static void send(KafkaCluster cluster, String topic, String text) throws Exception {
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(cluster.clientSettings(Map.of(), Map.of()), none, none)) {
            producer.send(new ProducerRecord<>(topic, text.getBytes(UTF_8))).get();
        }
    }
}
