package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.SchemaIds;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Topics that were created can be written to at once. */
@Timeout(120)
final class NewTopicsTest {

    private static final int ROUNDS = 20;
    private static final int PARTITIONS = 16;

    @Test
    void noRecordIsSentTwiceToATopicThatWasCreatedJustNow() throws Exception {
        var none = new ByteArraySerializer();
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            for (int round = 0; round < ROUNDS; round++) {
                try (var pipeline = new Pipeline(broker.bootstrapServers(), round + ".", SchemaIds.fixed());
                        var producer = new KafkaProducer<byte[], byte[]>(
                                pipeline.cluster.clientSettings(Map.of(), Map.of()), none, none)) {
                    pipeline.createTopics(PARTITIONS);

                    var sent = IntStream.range(0, PARTITIONS)
                            .mapToObj(partition -> new ProducerRecord<byte[], byte[]>(
                                    pipeline.topics.images().name(), partition, null, new byte[] {1}))
                            .map(producer::send)
                            .toList();
                    for (var record : sent) {
                        record.get();
                    }

                    assertThat(producer.metrics().values())
                            .filteredOn(metric -> metric.metricName().name().equals("record-retry-total")
                                    && metric.metricName().group().equals("producer-metrics"))
                            .singleElement()
                            .satisfies(
                                    metric -> assertThat(metric.metricValue()).isEqualTo(0.0));
                }
            }
        }
    }
}
