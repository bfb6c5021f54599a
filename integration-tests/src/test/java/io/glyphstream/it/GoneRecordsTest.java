package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.OpenTransactions;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.verifier.Verifier;
import io.glyphstream.verifier.VerifySettings;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.Losses;
import io.glyphstream.verifier.report.VerifyReport;
import io.glyphstream.verifier.topics.KafkaContents;
import io.glyphstream.verifier.topics.RegistryModels;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What the verifier finds on a broker that removed records, lost a topic, or has a transaction that nobody ends. */
@Timeout(240)
@Tag("slow")
final class GoneRecordsTest {
    private static final int KEPT = 10;

    /** For a verification that waits in vain. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(5);

    private static EmbeddedBroker broker;
    private Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        var prefix = test.getTestMethod().orElseThrow().getName() + ".";
        pipeline = new Pipeline(broker.bootstrapServers(), prefix, SchemaIds.fixed());
        pipeline.createTopics();
        pipeline.promote("mlp", POOR);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void retentionThatOvertookTheProcessorIsNamed() throws Exception {
        var first = pipeline.run("one");
        pipeline.feed("before", DIGITS.test().range(0, 100));
        pipeline.predictions().readUntil(100);
        pipeline.requireVerified();
        first.close();
        pipeline.feed("unanswered", DIGITS.test().range(0, 400));
        var ends = ends(pipeline.topics.images());
        remove(ends, -KEPT);
        pipeline.run("two");
        pipeline.predictions().readUntil(100 + Pipeline.PARTITIONS * KEPT);

        var report = verify(Losses.REFUSED);

        assertThat(report.found()).containsOnlyKeys(Finding.LOST);
        assertThat(report.count(Finding.LOST)).isEqualTo(400 - Pipeline.PARTITIONS * KEPT);
        assertThat(report.losses())
                .hasSize(Pipeline.PARTITIONS)
                .allSatisfy(loss -> assertThat(loss.to())
                        .isEqualTo(requireNonNull(ends.get(new TopicPartition(loss.topic(), loss.partition())))
                                - KEPT
                                - 1));
        assertThat(verify(Losses.ACCEPTED).ok()).isTrue();
    }

    @Test
    void oneImageThatWasLostIsNamedWhereNoTransactionsAre() throws Exception {
        var first = pipeline.run("one");
        pipeline.feed("before", DIGITS.test().range(0, 100));
        pipeline.predictions().readUntil(100);
        pipeline.requireVerified();
        first.close();
        var answered = ends(pipeline.topics.images());
        pipeline.feed("unanswered", DIGITS.test().range(0, 100));
        remove(answered, 1);
        pipeline.run("two");
        pipeline.predictions().readUntil(200 - Pipeline.PARTITIONS);

        var report = verify(Losses.REFUSED);

        assertThat(report.found()).containsOnlyKeys(Finding.LOST).containsEntry(Finding.LOST, (long)
                Pipeline.PARTITIONS);
        assertThat(report.losses())
                .allSatisfy(loss -> assertThat(loss.from())
                        .isEqualTo(answered.get(new TopicPartition(loss.topic(), loss.partition()))));
    }

    @Test
    void imagesThatWereDeletedAndCreatedAgainAreYoungerThanTheirAnswers() throws Exception {
        var first = pipeline.run("one");
        pipeline.feed("before", DIGITS.test().range(0, 100));
        pipeline.predictions().readUntil(100);
        pipeline.requireVerified();
        first.close();
        deleteImages();
        pipeline.createTopics();
        pipeline.run("two");
        pipeline.feed("after", DIGITS.test().range(100, 300));
        pipeline.predictions().readUntil(300);

        var report = verify(Losses.REFUSED);

        assertThat(report.found()).containsOnlyKeys(Finding.FORMER_TOPIC).containsEntry(Finding.FORMER_TOPIC, 100L);
        assertThat(report.predictionCounts().ofFormer()).isEqualTo(100);
        assertThat(report.imageCounts().taken()).isEqualTo(200);
        assertThat(report.rescored()).as("those of the topic that is there").isEqualTo(200);
        assertThat(report.problems().toString())
                .contains(pipeline.topics.images().name() + "-0 is younger than its answers");
        assertThat(verify(Losses.ACCEPTED).ok()).isTrue();
    }

    @Test
    void anOpenTransactionIsNamed() throws Exception {
        pipeline.run("one");
        pipeline.feed("before", DIGITS.test().range(0, 100));
        pipeline.predictions().readUntil(100);
        pipeline.requireVerified();
        var images = new TopicPartition(pipeline.topics.images().name(), 0);
        long end = requireNonNull(ends(pipeline.topics.images()).get(images));

        try (var foreigner = openTransaction(images)) {
            var report = verify(new VerifySettings(pipeline.verifySettings().applicationId(), 1, SHORT_PATIENCE, 2));

            assertThat(report.found()).containsOnlyKeys(Finding.OPEN_TRANSACTION);
            assertThat(report.problems())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains(
                            images + " can be read to offset " + end + " of " + (end + 1) + " only",
                            "transactional id 'foreigner'",
                            "has a transaction open there since 20",
                            "Wait for its time-out, 600 s after its start",
                            "abort --topic " + images.topic() + " --partition 0 --start-offset " + end);
            assertThat(report.images()).isEqualTo(100);
            assertThat(report.imageCounts().missing()).isZero();
            foreigner.abortTransaction();
        }
        try (var admin = pipeline.admin()) {
            // The coordinator answers before the partition has the mark that ends the transaction.
            var open = new OpenTransactions(admin);
            await().atMost(Pipeline.PATIENCE)
                    .until(() -> open.find(List.of(images.topic())).isEmpty());
        }
        assertThat(verify(Losses.REFUSED).ok()).isTrue();
    }

    private KafkaProducer<byte[], byte[]> openTransaction(TopicPartition partition) throws Exception {
        var none = new ByteArraySerializer();
        var producer = new KafkaProducer<>(
                pipeline.cluster.clientSettings(
                        Map.of(),
                        Map.of(
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "foreigner",
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                600_000)),
                none,
                none);
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), new byte[] {1}, new byte[] {2}))
                .get();
        return producer;
    }

    private VerifyReport verify(Losses losses) {
        return verify(pipeline.verifySettings().withLosses(losses));
    }

    private VerifyReport verify(VerifySettings settings) {
        try (var contents = new KafkaContents(pipeline.cluster);
                var models = new RegistryModels(pipeline.cluster, pipeline.topics, Clock.systemUTC())) {
            return new Verifier(pipeline.topics, contents, models, settings).verify((done, total) -> {});
        }
    }

    private Map<TopicPartition, Long> ends(Topic<?> topic) {
        var ends = new HashMap<TopicPartition, Long>();
        try (var contents = new KafkaContents(pipeline.cluster)) {
            contents.partitions(topic.name())
                    .forEach((number, span) -> ends.put(new TopicPartition(topic.name(), number), span.end()));
        }
        return ends;
    }

    /** Removes the images before these offsets, or so many more or fewer. */
    private void remove(Map<TopicPartition, Long> offsets, int more) throws Exception {
        var removals = new HashMap<TopicPartition, RecordsToDelete>();
        offsets.forEach((partition, offset) -> removals.put(partition, RecordsToDelete.beforeOffset(offset + more)));
        try (var admin = pipeline.admin()) {
            admin.deleteRecords(removals).all().get();
        }
    }

    private void deleteImages() throws Exception {
        var name = pipeline.topics.images().name();
        try (var admin = pipeline.admin()) {
            admin.deleteTopics(Set.of(name)).all().get();
            await().atMost(Pipeline.PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(name));
        }
    }
}
