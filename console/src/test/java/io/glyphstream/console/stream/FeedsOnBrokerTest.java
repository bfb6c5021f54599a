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
        try (var watch = TopicWatch.start(cluster, topics);
                var feed = DeadLetterFeed.start(cluster, topics, watch)) {
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
        try (var watch = TopicWatch.start(cluster, topics);
                var feed = AccuracyFeed.start(cluster, topics, watch, new ConfusionReports(topics))) {
            await().atMost(PATIENCE).until(() -> feed.condition().state() == FeedCondition.State.AWAY);
            assertThat(feed.condition().reason()).isEqualTo("there is no topic late-accuracy.accuracy");

            create(cluster, topics.accuracy().name());

            await().atMost(PATIENCE).until(() -> feed.condition().state() == FeedCondition.State.READING);
        }
    }

    @Test
    void lettersOfATopicThatWasCreatedAgainAreKeptAndTheFormerOnesForgotten(EmbeddedBroker broker) throws Exception {
        var cluster = cluster(broker);
        var topics = new Topics("letters-again.", SchemaIds.fixed());
        var topic = topics.deadLetters().name();
        create(cluster, topic);
        send(cluster, topic, "a former one");
        try (var watch = TopicWatch.start(cluster, topics);
                var feed = DeadLetterFeed.start(cluster, topics, watch)) {
            await().atMost(PATIENCE).until(() -> feed.known().count() == 1 && watch.id(topic) != null);

            createAgain(cluster, topic);
            send(cluster, topic, "1");
            send(cluster, topic, "22");
            send(cluster, topic, "333");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(feed.known().newest())
                            .extracting(SeenLetter::bytes)
                            .containsExactly(3, 2, 1));
            assertThat(feed.known().count()).isEqualTo(3);
        }
    }

    @Test
    void reportsOfATopicThatWasCreatedAgainReplaceTheFormerOnes(EmbeddedBroker broker) throws Exception {
        var cluster = cluster(broker);
        var topics = new Topics("accuracy-again.", SchemaIds.fixed());
        var topic = topics.accuracy().name();
        var reports = new ConfusionReports(topics);
        create(cluster, topic);
        send(cluster, topic, topics.accuracy().encode(StreamRecords.total(HandMade.MLP, 10, 9)));
        try (var watch = TopicWatch.start(cluster, topics);
                var feed = AccuracyFeed.start(cluster, topics, watch, reports)) {
            await().atMost(PATIENCE).until(() -> reports.versions().size() == 1 && watch.id(topic) != null);

            createAgain(cluster, topic);
            send(cluster, topic, topics.accuracy().encode(StreamRecords.total(HandMade.KNN, 5, 4)));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(reports.versions())
                            .extracting(ConfusionReports.Version::reference)
                            .containsExactly(HandMade.KNN));
            await().atMost(PATIENCE).until(() -> feed.condition().equals(FeedCondition.READING));
        }
    }

    @Test
    void answersOfATopicThatWasCreatedAgainAreShownAndTheFormerOnesForgotten(EmbeddedBroker broker) throws Exception {
        var cluster = cluster(broker);
        var topics = new Topics("answers-again.", SchemaIds.fixed());
        var topic = topics.predictions().name();
        var window = new AnswerWindow();
        create(cluster, topic);
        send(cluster, topic, answer(topics, 70));
        try (var watch = TopicWatch.start(cluster, topics);
                var feed = AnswerFeed.start(cluster, topics, watch, List.of(window))) {
            await().atMost(PATIENCE).until(() -> window.seen() == 1 && watch.id(topic) != null);

            createAgain(cluster, topic);
            send(cluster, topic, answer(topics, 0));
            send(cluster, topic, answer(topics, 1));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(window.page(AnswerFilter.any(), Long.MAX_VALUE, 9))
                            .extracting(kept -> kept.answer().prediction().getInputOffset())
                            .containsExactly(1L, 0L));
            assertThat(feed.report().condition()).isEqualTo(FeedCondition.READING);
        }
    }

    private static byte[] answer(Topics topics, long offset) {
        return topics.predictions().encode(StreamRecords.prediction(0, offset, HandMade.NOON, Duration.ofMillis(1)));
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

    /** Deletes a topic, waits until it is gone, and creates it again. */
    private static void createAgain(KafkaCluster cluster, String topic) throws Exception {
        try (var admin = AdminClients.open(cluster)) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(topic));
        }
        create(cluster, topic);
    }

    private static void send(KafkaCluster cluster, String topic, String text) throws Exception {
        send(cluster, topic, text.getBytes(UTF_8));
    }

    private static void send(KafkaCluster cluster, String topic, byte[] value) throws Exception {
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(cluster.clientSettings(Map.of(), Map.of()), none, none)) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }
}
