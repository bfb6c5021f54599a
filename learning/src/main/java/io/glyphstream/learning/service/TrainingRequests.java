package io.glyphstream.learning.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.TextLimits;
import io.glyphstream.schemas.TrainingRequest;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.KafkaReply;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Asks trainer services to train. */
public final class TrainingRequests {

    private static final Map<String, ?> DEFAULTS = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000L,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;

    public TrainingRequests(KafkaCluster cluster, Topics topics, Clock clock) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * Asks the trainer of a model to train as soon as it can. A newer request takes the place of one that waits.
     *
     * @param reason why; goes on record with the training
     * @throws KafkaException when Kafka does not take the request
     */
    public void request(String model, String actor, String reason) {
        ModelDraft.checkName(model);
        TextLimits.check("the name of who asks", actor, TextLimits.ANY);
        TextLimits.check("the reason", reason, TextLimits.ANY);
        var request = new TrainingRequest(model, actor, reason, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<byte[], byte[]>(cluster.clientSettings(DEFAULTS, Map.of()), none, none)) {
            KafkaReply.of(producer.send(new ProducerRecord<>(
                    topics.trainers().name(),
                    0,
                    RecordKeys.trainingRequest(model).getBytes(UTF_8),
                    topics.trainers().encode(request))));
        }
    }
}
