package io.glyphstream.console.stream;

import static io.glyphstream.console.stream.StreamRecords.NOON;
import static io.glyphstream.console.stream.StreamRecords.prediction;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The feed of answers: its cost must not grow with the stream, and nothing on the stream may stop it. */
@Timeout(180)
final class AnswerFeedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 60_000;

    private final Topics topics = new Topics("feed.", SchemaIds.fixed());
    private final List<SeenAnswer> seen = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    private EmbeddedBroker broker;
    private KafkaCluster cluster;
    private TopicWatch watch;

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start(new BrokerSettings(Optional.of(directory), 0, Map.of()));
        cluster = new KafkaCluster(broker.bootstrapServers(), Map.of());
        try (var admin = AdminClients.open(cluster)) {
            new TopicAdministration(admin, topics).create(2, (short) 1);
        }
        watch = TopicWatch.start(cluster, topics);
    }

    @AfterEach
    void stopBroker() {
        watch.close();
        broker.close();
    }

    @Test
    void ofAFastStreamASampleIsToldThatEndsWithTheNewestAnswer() throws Exception {
        try (var feed = feed()) {
            write(answers(0, 0, MANY));

            await().atMost(PATIENCE).until(() -> has(0, MANY - 1));

            assertThat(feed.report().skipped()).isPositive();
            assertThat(feed.report().isSample()).isTrue();
            assertThat(seen).hasSizeLessThan(MANY / 2);
            assertThat(feed.report().told()).isEqualTo(seen.size());
        }
    }

    @Test
    void everyAnswerOfASlowStreamIsToldInOrder() throws Exception {
        try (var feed = feed()) {
            write(answers(0, 0, 1_000));

            await().atMost(PATIENCE).until(() -> seen.size() >= 1_000);

            assertThat(seen)
                    .extracting(answer -> answer.prediction().getInputOffset())
                    .isSorted()
                    .hasSize(1_000);
            assertThat(feed.report().isSample()).isFalse();
        }
    }

    @Test
    void theAnswersOfBeforeTheStartThatAreNewestAreToldToo() throws Exception {
        write(answers(0, 0, 500));

        try (var feed = feed()) {
            await().atMost(PATIENCE).until(() -> has(0, 499));

            assertThat(feed.report().told()).isLessThanOrEqualTo(NewestReader.TAIL);
        }
    }

    @Test
    void aRecordThatCannotBeReadIsCountedAndPassedOver() throws Exception {
        try (var feed = feed()) {
            write(List.of(
                    new ProducerRecord<>(topics.predictions().name(), 0, null, "no prediction".getBytes(UTF_8)),
                    new ProducerRecord<>(topics.predictions().name(), 0, null, null)));
            write(answers(0, 7, 8));

            await().atMost(PATIENCE).until(() -> has(0, 7));

            assertThat(feed.report().unreadable()).isEqualTo(2);
            assertThat(feed.report().unreadableReason()).startsWith("partition 0, offset 1: ");
            assertThat(feed.report().condition()).isEqualTo(FeedCondition.READING);
        }
    }

    @Test
    void aBrokerThatIsAwayIsToldAndReadingGoesOnWhenItIsBack() throws Exception {
        try (var feed = feed()) {
            write(answers(0, 0, 1));
            await().atMost(PATIENCE).until(() -> has(0, 0));

            broker.close();
            await().atMost(PATIENCE).until(() -> state(feed) == FeedCondition.State.AWAY);
            assertThat(feed.report().condition().reason()).isNotBlank();

            broker = EmbeddedBroker.start(new BrokerSettings(Optional.of(directory), broker.port(), Map.of()));
            write(answers(0, 1, 2));
            await().atMost(PATIENCE).until(() -> has(0, 1));
            await().atMost(PATIENCE).until(() -> state(feed) == FeedCondition.State.READING);
        }
    }

    @Test
    void answersOfPartitionsThatAreAddedAreToldFromTheFirst() throws Exception {
        try (var feed = feed();
                var admin = AdminClients.open(cluster)) {
            admin.createPartitions(Map.of(topics.predictions().name(), NewPartitions.increaseTo(3)))
                    .all()
                    .get();
            write(answers(2, 0, 3));

            await().atMost(PATIENCE).until(() -> has(2, 2));
            assertThat(has(2, 0)).isTrue();
            assertThat(state(feed)).isEqualTo(FeedCondition.State.READING);
        }
    }

    @Test
    void theEndOfTheThreadIsTold() throws Exception {
        AnswerListener broken = answer -> {
            throw new IllegalStateException("a listener that fails");
        };
        try (var feed = AnswerFeed.start(cluster, topics, watch, List.of(broken))) {
            write(answers(0, 0, 1));

            await().atMost(PATIENCE).until(() -> state(feed) == FeedCondition.State.ENDED);
            assertThat(feed.report().condition().reason()).isEqualTo("a listener that fails");
        }
    }

    /** Returns a feed that reads. */
    private AnswerFeed feed() {
        var feed = AnswerFeed.start(cluster, topics, watch, List.of(seen::add));
        await().atMost(PATIENCE).until(() -> state(feed) == FeedCondition.State.READING);
        return feed;
    }

    private static FeedCondition.State state(AnswerFeed feed) {
        return feed.report().condition().state();
    }

    private boolean has(int partition, long offset) {
        return seen.stream()
                .anyMatch(answer ->
                        answer.partition() == partition && answer.prediction().getInputOffset() == offset);
    }

    private List<ProducerRecord<byte[], byte[]>> answers(int partition, int from, int to) {
        var answers = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int offset = from; offset < to; offset++) {
            var value = topics.predictions().encode(prediction(partition, offset, NOON, Duration.ofMillis(1)));
            answers.add(new ProducerRecord<>(topics.predictions().name(), partition, null, value));
        }
        return answers;
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(cluster.clientSettings(Map.of(), Map.of()), none, none)) {
            var sent = records.stream().map(producer::send).toList();
            for (var each : sent) {
                each.get();
            }
        }
    }
}
