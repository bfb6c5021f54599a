package io.glyphstream.learning.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes what the trainer of a model does, each time in a transaction. A later writer for the model fences this one off: what it
 * writes then is refused.
 */
final class TrainerWriter implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(3);

    private static final Map<String, ?> DEFAULTS = Map.of(
            ProducerConfig.LINGER_MS_CONFIG, 0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);

    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Returns the id of the transactions in which the trainer of a model writes. */
    static String transactionalId(Topics topics, String model) {
        return topics.prefix() + "trainer-" + model;
    }

    TrainerWriter(KafkaCluster cluster, Topics topics, String model) {
        this.topics = topics;
        Map<String, Object> required = Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId(topics, model),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                15_000);
        producer = new KafkaProducer<>(
                cluster.clientSettings(DEFAULTS, required), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Fences the writers before this one off; must be called before the first report. */
    void fenceOthersOff() {
        producer.initTransactions();
    }

    /**
     * Writes a report.
     *
     * @throws KafkaException when it is not known to be written; this writer is of no use then
     */
    void write(TrainerReport report) {
        write(List.of(record(
                RecordKeys.trainerReport(report.getModel()), topics.trainers().encode(report))));
    }

    /** Writes a report together with an outcome, so that no reader sees one without the other. */
    void write(TrainerReport report, TrainingOutcome outcome) {
        var key = RecordKeys.trainingOutcome(outcome.getTrainedModel(), outcome.getNumber());
        write(List.of(
                record(key, topics.trainers().encode(outcome)),
                record(
                        RecordKeys.trainerReport(report.getModel()),
                        topics.trainers().encode(report))));
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        for (var record : records) {
            // The commit waits for it, and throws what it was refused for.
            var unused = producer.send(record);
        }
        producer.commitTransaction();
    }

    private ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ProducerRecord<>(topics.trainers().name(), 0, key.getBytes(UTF_8), value);
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
