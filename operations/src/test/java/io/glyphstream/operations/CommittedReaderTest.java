package io.glyphstream.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CommittedReaderTest {
    private static final String TOPIC = "growing";

    @Test
    void whoReadsFromTheEndSeesAllOfAPartitionThatIsAdded() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var cluster = new KafkaCluster(broker.bootstrapServers(), Map.of());
            try (var admin = AdminClients.open(cluster)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                        .all()
                        .get();
                try (var reader = new CommittedReader(cluster, List.of(TOPIC), CommittedReader.Start.END)) {
                    admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(2)))
                            .all()
                            .get();
                    send(cluster, 1);

                    var seen = new ArrayList<Integer>();
                    await().atMost(30, TimeUnit.SECONDS).until(() -> {
                        reader.poll().forEach(record -> seen.add(record.partition()));
                        return !seen.isEmpty();
                    });

                    assertThat(seen).containsExactly(1);
                }
            }
        }
    }

    @Test
    void aReaderOfATopicThatIsNotThereLeavesNoClientOpen() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var cluster = new KafkaCluster(broker.bootstrapServers(), Map.of("client.id", "left-open"));
            assertThatThrownBy(() -> new CommittedReader(cluster, List.of(TOPIC), CommittedReader.Start.END).close())
                    .isInstanceOf(MissingTopicException.class);
            assertThat(ManagementFactory.getPlatformMBeanServer()
                            .queryNames(new ObjectName("kafka.consumer:type=app-info,id=left-open"), null))
                    .isEmpty();
        }
    }

    private static void send(KafkaCluster cluster, int partition) throws Exception {
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<byte[], byte[]>(cluster.clientSettings(Map.of(), Map.of()), none, none)) {
            producer.send(new ProducerRecord<>(TOPIC, partition, null, new byte[] {1}))
                    .get();
        }
    }
}
