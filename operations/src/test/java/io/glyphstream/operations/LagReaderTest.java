package io.glyphstream.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Members of a group are consumers whose names are those of a processor's threads. */
@Timeout(60)
final class LagReaderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int IMAGES = 1_500;

    private static EmbeddedBroker broker;
    private static KafkaCluster cluster;

    private Topics topics;
    private String application = "";

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
        application = topics.prefix() + "app";
        try (var admin = AdminClients.open(cluster)) {
            new TopicAdministration(admin, topics).create(3, (short) 1);
        }
        for (int partition = 0; partition < 3; partition++) {
            send(partition, IMAGES);
        }
    }

    @Test
    void eachProcessorHasThePartitionsOfAllItsThreadsAndTheImagesThatWaitThere() {
        try (var first = consumer("quick-StreamThread-1-consumer");
                var second = consumer("slow-StreamThread-1-consumer");
                var third = consumer("quick-StreamThread-2-consumer")) {
            report("quick");
            report("slow");
            var members = List.of(first, second, third);
            join(members);
            first.commitSync(Map.of(only(first), new OffsetAndMetadata(IMAGES)));
            second.commitSync(Map.of(only(second), new OffsetAndMetadata(300)));
            third.commitSync(Map.of(only(third), new OffsetAndMetadata(IMAGES - 7)));

            var lag = settled(members);

            var quick = List.of(only(first).partition(), only(third).partition());
            assertThat(lag.processors())
                    .containsOnly(
                            Map.entry(application + "/quick", new ProcessorLag(quick, 7)),
                            Map.entry(
                                    application + "/slow",
                                    new ProcessorLag(List.of(only(second).partition()), IMAGES - 300)));
            assertThat(lag.unassigned()).isEmpty();
            assertThat(lag.most()).contains(application + "/slow");
        }
    }

    @Test
    void partitionsThatNobodyReadsAreToldAndAProcessorThatReadsNone() {
        report("idle");
        var members = List.of(consumer("idle-StreamThread-1-consumer"));
        join(members);
        members.get(0).close();

        var lag = status().lag();

        assertThat(lag.processors()).containsOnly(Map.entry(application + "/idle", ProcessorLag.NONE));
        assertThat(lag.unassigned())
                .containsOnly(Map.entry(application, new ProcessorLag(List.of(0, 1, 2), 3L * IMAGES)));
    }

    @Test
    void anApplicationThatHasReadNothingYetIsUnknownWithTheReason() {
        report("one");

        var status = status();

        assertThat(status.lag().of(status.processors().get(0))).isEmpty();
        assertThat(status.lag().reason(status.processors().get(0))).contains("it has not begun to read");
        assertThat((List<?>) JsonView.of(status).get("processors"))
                .singleElement()
                .extracting("partitions", "lag", "lagsMost", "lagUnknown")
                .containsExactly(null, null, false, "it has not begun to read");
    }

    private FleetStatus status() {
        return FleetStatus.read(cluster, topics, Clock.systemUTC());
    }

    /** Consumers poll while the group is asked, since members that do not are shut out. */
    private FleetLag settled(List<KafkaConsumer<byte[], byte[]>> members) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            members.forEach(member -> member.poll(Duration.ofMillis(10)));
                            return status().lag();
                        },
                        lag -> lag.unknown().isEmpty());
    }

    private static void join(List<KafkaConsumer<byte[], byte[]>> members) {
        await().atMost(PATIENCE).until(() -> {
            members.forEach(member -> member.poll(Duration.ofMillis(10)));
            return members.stream().noneMatch(member -> member.assignment().isEmpty())
                    && members.stream()
                                    .mapToInt(member -> member.assignment().size())
                                    .sum()
                            == 3;
        });
    }

    private static TopicPartition only(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.assignment().iterator().next();
    }

    private KafkaConsumer<byte[], byte[]> consumer(String clientId) {
        var settings = cluster.clientSettings(
                Map.of(),
                Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG, application,
                        ConsumerConfig.CLIENT_ID_CONFIG, clientId,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false));
        var none = new ByteArrayDeserializer();
        var consumer = new KafkaConsumer<>(settings, none, none);
        consumer.subscribe(List.of(topics.images().name()));
        return consumer;
    }

    private void report(String instance) {
        var report = ProcessorReports.preparing(application, instance, Instant.now());
        try (var producer = producer()) {
            var key = FleetStatus.name(report).getBytes(UTF_8);
            var unused = producer.send(new ProducerRecord<>(
                    topics.processors().name(), key, topics.processors().encode(report)));
        }
    }

    private void send(int partition, int count) {
        try (var producer = producer()) {
            for (int number = 0; number < count; number++) {
                var unused = producer.send(new ProducerRecord<>(topics.images().name(), partition, null, new byte[1]));
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        var none = new ByteArraySerializer();
        return new KafkaProducer<>(cluster.clientSettings(Map.of(), Map.of()), none, none);
    }
}
