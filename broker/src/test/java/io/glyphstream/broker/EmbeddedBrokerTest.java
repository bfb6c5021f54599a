package io.glyphstream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerTest {

    private static final TopicPartition GREETINGS = new TopicPartition("greetings", 0);

    @Test
    void handsOutWhatWasProducedAndCommitted() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            createTopic(broker);

            produceInTransaction(broker, "hello", "world");

            assertThat(consume(broker, 2)).containsExactly("hello", "world");
        }
    }

    @Test
    void findsItsDataAgainUnderAnotherPort(@TempDir Path directory) throws Exception {
        var settings = new BrokerSettings(Optional.of(directory), 0, Map.of());
        try (var broker = EmbeddedBroker.start(settings)) {
            createTopic(broker);
            produceInTransaction(broker, "still here");
        }

        try (var broker = EmbeddedBroker.start(settings)) {
            assertThat(consume(broker, 1)).containsExactly("still here");
        }
    }

    /** What a broker that was killed leaves behind lacks Kafka's mark of one that was stopped. */
    @Test
    void findsItsDataAgainAfterADeath(@TempDir Path directory) throws Exception {
        var settings = new BrokerSettings(Optional.of(directory), 0, Map.of());
        try (var broker = EmbeddedBroker.start(settings)) {
            createTopic(broker);
            produceInTransaction(broker, "still here");
        }
        Files.delete(directory.resolve(".kafka_cleanshutdown"));

        try (var broker = EmbeddedBroker.start(settings)) {
            assertThat(consume(broker, 1)).containsExactly("still here");
        }
    }

    @Test
    void leavesNothingOfATemporaryDirectory() {
        Path directory;
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            directory = broker.directory();
        }

        assertThat(Files.exists(directory)).isFalse();
    }

    @Test
    void namesThePortThatIsTaken() {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            int taken = broker.port();

            assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(Optional.empty(), taken, Map.of())))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("port " + taken + " of 127.0.0.1 is in use");
        }
    }

    @Test
    void leavesNoControllerBehindWhenTheBrokerDoesNotStart() {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            int controller = FreePorts.choose(0, 1)[0];
            var settings = Map.of(
                    "controller.quorum.voters",
                    "1@127.0.0.1:" + controller,
                    "listeners",
                    "PLAINTEXT://127.0.0.1:" + broker.port() + ",CONTROLLER://127.0.0.1:" + controller,
                    "advertised.listeners",
                    "PLAINTEXT://127.0.0.1:" + broker.port());

            assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(Optional.empty(), 0, settings)))
                    .isInstanceOf(BrokerStartException.class);

            assertThat(FreePorts.isFree(controller)).isTrue();
        }
    }

    @Test
    void keepsASecondBrokerOffItsData(@TempDir Path directory) throws Exception {
        var settings = new BrokerSettings(Optional.of(directory), 0, Map.of());
        try (var broker = EmbeddedBroker.start(settings)) {
            createTopic(broker);
            produceInTransaction(broker, "untouched");

            assertThatThrownBy(() -> EmbeddedBroker.start(settings))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("another broker uses the directory " + directory.toRealPath());
        }

        try (var broker = EmbeddedBroker.start(settings)) {
            assertThat(consume(broker, 1)).containsExactly("untouched");
        }
    }

    private static void createTopic(EmbeddedBroker broker) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(GREETINGS.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void produceInTransaction(EmbeddedBroker broker, String... values) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "greeter");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (String value : values) {
                sent.add(producer.send(new ProducerRecord<>(GREETINGS.topic(), 0, null, value)));
            }
            producer.commitTransaction();
            assertThat(sent).allMatch(Future::isDone);
        }
    }

    private static List<String> consume(EmbeddedBroker broker, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(GREETINGS));
            consumer.seekToBeginning(List.of(GREETINGS));
            var values = new ArrayList<String>();
            while (values.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).forEach(message -> values.add(message.value()));
            }
            return values;
        }
    }
}
