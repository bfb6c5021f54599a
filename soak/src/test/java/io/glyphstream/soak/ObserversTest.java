package io.glyphstream.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Those who watch a soak: a wrong observation would make a broken pipeline look well. */
@Timeout(120)
final class ObserversTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ModelReference MLP = new ModelReference("mlp", 1, Digests.sha256(new byte[] {1}));

    private static EmbeddedBroker broker;
    private static KafkaCluster cluster;

    private Topics topics;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
        cluster = new KafkaCluster(broker.bootstrapServers(), Map.of());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) {
        topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".", SchemaIds.fixed());
        try (var admin = AdminClients.open(cluster)) {
            new TopicAdministration(admin, topics).create(2, (short) 1);
        }
    }

    @Test
    void onlyRecordsOfAbortedTransactionsAreCountedAndEachOnce() throws Exception {
        try (var aborted = new AbortedRecords(cluster, topics.predictions().name());
                var producer = producer("writer")) {
            producer.initTransactions();
            write(producer, 3, true);
            assertThat(aborted.count()).isZero();

            write(producer, 4, false);
            await().atMost(PATIENCE).until(() -> aborted.count() == 4);

            write(producer, 2, true);
            write(producer, 1, false);
            await().atMost(PATIENCE).until(() -> aborted.count() == 5);
            assertThat(aborted.count()).isEqualTo(5);
        }
    }

    @Test
    void aPipelineHasRecoveredOnlyWhenEveryPartitionAnswersALaterImage() throws Exception {
        try (var watch = new AnswerWatch(cluster, topics, 2);
                var producer = producer("answers")) {
            producer.initTransactions();
            watch.start();
            answer(producer, 0, NOON.plusSeconds(5));
            assertThat(watch.awaitAnswersToImagesAfter(NOON, SHORT))
                    .as("nothing from partition 1")
                    .isFalse();

            answer(producer, 1, NOON);
            assertThat(watch.awaitAnswersToImagesAfter(NOON, SHORT))
                    .as("an image of before")
                    .isFalse();

            answer(producer, 1, NOON.plusMillis(1));
            assertThat(watch.awaitAnswersToImagesAfter(NOON, PATIENCE)).isTrue();

            watch.expectPartitions(3);
            assertThat(watch.awaitAnswersToImagesAfter(NOON, SHORT))
                    .as("a partition that was added")
                    .isFalse();
        }
    }

    @Test
    void aWatchThatCannotReadOnSaysSo() throws Exception {
        try (var watch = new AnswerWatch(cluster, topics, 1);
                var producer = producer("junk")) {
            producer.initTransactions();
            watch.start();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topics.predictions().name(), "no prediction".getBytes(UTF_8)))
                    .get();
            producer.commitTransaction();

            assertThatThrownBy(() -> watch.awaitAnswersToImagesAfter(NOON, PATIENCE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot read the answers any more");
        }
    }

    @Test
    void oddRecordsAreCountedAsTheyAreSent() throws Exception {
        var odd = new OddRecords(cluster, topics, Clock.systemUTC());

        odd.send();
        odd.send();

        try (var images = new AbortedRecords(cluster, topics.images().name())) {
            assertThat(images.count()).isZero();
        }
        assertThat(odd.images()).isEqualTo(12);
    }

    private void write(KafkaProducer<byte[], byte[]> producer, int records, boolean isCommitted) throws Exception {
        producer.beginTransaction();
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(topics.predictions().name(), i % 2, null, new byte[] {1}))
                    .get();
        }
        if (isCommitted) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private void answer(KafkaProducer<byte[], byte[]> producer, int partition, Instant captured) throws Exception {
        var score = new Score(MLP, Role.CHAMPION, 0, 1f, List.of(1f));
        var prediction = new Prediction("image", partition, 0L, 0, 1f, null, List.of(score), 1L, captured, captured);
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(
                        topics.predictions().name(),
                        partition,
                        null,
                        topics.predictions().encode(prediction)))
                .get();
        producer.commitTransaction();
    }

    private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
        var none = new ByteArraySerializer();
        return new KafkaProducer<>(
                cluster.clientSettings(Map.of(), Map.of("transactional.id", transactionalId)), none, none);
    }
}
