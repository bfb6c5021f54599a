package io.glyphstream.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ModelComparisonTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ModelReference ONE = new ModelReference("one", 1, Digests.sha256(new byte[] {1}));
    private static final ModelReference OTHER = new ModelReference("other", 1, Digests.sha256(new byte[] {2}));
    private static final Topics TOPICS = new Topics("compared.", SchemaIds.fixed());

    @Test
    void theAnswersOfWhichOnlyOneVersionIsRightAreHandedOverWithTheirPlaces() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var cluster = new KafkaCluster(broker.bootstrapServers(), Map.of());
            try (var admin = AdminClients.open(cluster)) {
                new TopicAdministration(admin, TOPICS).create(1, (short) 1);
            }
            send(cluster, TOPICS.predictions(), "both", TOPICS.predictions().encode(prediction("both", 7, 7, 7)));
            send(cluster, TOPICS.predictions(), "first", TOPICS.predictions().encode(prediction("first", 7, 7, 1)));
            send(cluster, TOPICS.predictions(), "junk", "no prediction".getBytes(UTF_8));
            send(cluster, TOPICS.predictions(), "late", TOPICS.predictions().encode(prediction("late", null, 4, 9)));
            send(cluster, TOPICS.predictions(), "none", TOPICS.predictions().encode(prediction("none", 7, 1, 2)));
            send(cluster, TOPICS.predictions(), "open", TOPICS.predictions().encode(prediction("open", null, 4, 9)));
            send(cluster, TOPICS.labels(), "late", TOPICS.labels().encode(new Label("late", 9, NOON, "people")));
            var handedOver = new ArrayList<OneSidedAnswer>();

            var compared = ModelComparison.read(cluster, TOPICS, ONE, OTHER, ReadProgress.untold(), handedOver::add);

            assertThat(handedOver)
                    .extracting(
                            answer -> answer.prediction().getImageId(),
                            OneSidedAnswer::offset,
                            OneSidedAnswer::truth,
                            OneSidedAnswer::first,
                            OneSidedAnswer::second,
                            OneSidedAnswer::isFirstRight)
                    .containsExactly(tuple("first", 1L, 7, 7, 1, true), tuple("late", 3L, 9, 4, 9, false));
            assertThat(compared.scores().images()).isEqualTo(5);
            assertThat(compared.scores().comparison().onlyCandidate()).isEqualTo(1);
            assertThat(compared.scores().comparison().onlyChampion()).isEqualTo(1);
        }
    }

    private static Prediction prediction(String id, @Nullable Integer truth, int one, int other) {
        var scores = List.of(
                new Score(ONE, Role.CHAMPION, one, 1f, List.of()),
                new Score(OTHER, Role.CHALLENGER, other, 1f, List.of()));
        return new Prediction(id, 0, 1L, one, 1f, truth, scores, 1L, NOON, NOON);
    }

    private static void send(KafkaCluster cluster, Topic<?> topic, String key, byte[] value) throws Exception {
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(cluster.clientSettings(Map.of(), Map.of()), none, none)) {
            producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), value))
                    .get();
        }
    }
}
