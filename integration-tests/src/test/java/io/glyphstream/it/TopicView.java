package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.schemas.kafka.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a topic holds from its beginning, as its consumers see it: committed records only. */
final class TopicView<V> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<String, V> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<String, V>> records = new ArrayList<>();
    private final Runnable check;

    /**
     * Opens the topic.
     *
     * @param check throws when there is nothing to wait for any more
     */
    TopicView(KafkaCluster cluster, String topic, Deserializer<V> values, Runnable check) {
        var settings =
                cluster.clientSettings(Map.of(), Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values);
        partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.check = check;
    }

    /** Reads on until this holds of all the records, and returns them. */
    List<ConsumerRecord<String, V>> readUntil(Consumer<List<ConsumerRecord<String, V>>> condition) {
        await().atMost(Pipeline.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .pollInSameThread()
                .failFast(check::run)
                .untilAsserted(() -> {
                    poll();
                    condition.accept(records);
                });
        return all();
    }

    /** Reads on until there are so many, and returns all that are there then. */
    List<ConsumerRecord<String, V>> readUntil(int count) {
        return readUntil(found -> {
            // An assertion of AssertJ would describe a thousand records each millisecond.
            if (found.size() < count) {
                throw new AssertionError("there are " + found.size() + " records of " + count);
            }
        });
    }

    /** Reads on to the present end of what is committed, and returns all the records. */
    List<ConsumerRecord<String, V>> readToEnd() {
        var ends = consumer.endOffsets(partitions);
        return readUntil(found -> assertThat(partitions)
                .allSatisfy(partition ->
                        assertThat(consumer.position(partition)).isGreaterThanOrEqualTo(ends.get(partition))));
    }

    private void poll() {
        consumer.poll(POLL).forEach(records::add);
    }

    private List<ConsumerRecord<String, V>> all() {
        return Collections.unmodifiableList(new ArrayList<>(records));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
