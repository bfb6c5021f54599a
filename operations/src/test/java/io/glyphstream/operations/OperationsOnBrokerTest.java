package io.glyphstream.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What needs a broker: topics with records that do not belong there, and with nothing. */
@Timeout(60)
final class OperationsOnBrokerTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
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
    void valuesThatDoNotBelongOnATopicArePassedOver() throws Exception {
        send(topics.labels(), "a", topics.labels().encode(new Label("a", 7, NOON, "people")));
        send(topics.labels(), "b", "no label".getBytes(UTF_8));
        send(topics.labels(), "c", null);
        var seen = new ArrayList<String>();

        CommittedReader.read(cluster, topics.labels(), label -> seen.add(label.getImageId()), ReadProgress.untold());

        assertThat(seen).containsExactly("a");
    }

    @Test
    void readingEndsWhenTheProgressSaysSoAndATopicThatIsNotThereIsNamed() throws Exception {
        send(topics.labels(), "a", topics.labels().encode(new Label("a", 7, NOON, "people")));
        var looks = new ArrayList<Long>();

        CommittedReader.read(cluster, topics.labels(), label -> {}, (topic, done, total) -> {
            looks.add(total);
            return false;
        });

        assertThat(looks).containsExactly(1L);
        var elsewhere = new Topics("elsewhere.", SchemaIds.fixed());
        assertThatThrownBy(() ->
                        new CommittedReader(cluster, List.of(elsewhere.labels().name()), CommittedReader.Start.END))
                .isInstanceOf(MissingTopicException.class)
                .hasMessage("there is no topic elsewhere.labels");
    }

    @Test
    void accuracyTotalsAreTheNewestOfEachVersionWhateverElseIsOnTheTopic() throws Exception {
        send(topics.accuracy(), "mlp@1", topics.accuracy().encode(accuracy(10, null)));
        send(topics.accuracy(), "mlp@1", topics.accuracy().encode(accuracy(30, null)));
        send(topics.accuracy(), "mlp@1/window", topics.accuracy().encode(accuracy(20, NOON)));
        send(topics.accuracy(), "mlp@1", "no report".getBytes(UTF_8));
        try (var totals = new AccuracyTotals(cluster, topics)) {
            totals.refresh();

            assertThat(totals.of(MLP)).map(AccuracyReport::getSeen).contains(30L);

            send(topics.accuracy(), "mlp@1", topics.accuracy().encode(accuracy(40, null)));
            totals.refresh();
            assertThat(totals.of(MLP)).map(AccuracyReport::getSeen).contains(40L);
        }
    }

    @Test
    void aVersionThatIsToServeButIsNotPublishedIsMissing() throws Exception {
        var promoted = new Deployment(1L, DeploymentAction.PROMOTE, MLP, MLP, List.of(), "ann", "first", NOON);
        send(
                topics.deployments(),
                RecordKeys.deployment(1),
                topics.deployments().encode(promoted));

        var list = ModelList.read(cluster, topics, Clock.systemUTC());

        assertThat(list.missing()).containsExactly(MLP);
        assertThat(list.versions()).extracting(ModelList.Version::role).containsExactly(ServiceRole.CHAMPION);
        assertThat(FleetStatus.read(cluster, topics, Clock.systemUTC()).missing())
                .containsExactly(MLP);
    }

    @Test
    void nothingIsDueForTheGuardBeforeThereIsAChampionToGoBackTo() {
        try (var guard = new Guard(cluster, topics, Clock.systemUTC(), new GuardPolicy(0.001, 500))) {
            assertThat(guard.act("guard"))
                    .isEqualTo(new GuardFinding.Idle("there is no champion before the present one to go back to"));
        }
    }

    @Test
    void waitingForARolloutEndsWithTheLimitAndWithTheSignal() throws Exception {
        var wanted = new Deployment(1L, DeploymentAction.PROMOTE, MLP, MLP, List.of(), "ann", "first", NOON);
        send(
                topics.processors(),
                "images/one",
                topics.processors().encode(ProcessorReports.preparing("images", "one", NOON)));
        var expected = List.of(
                "The one processor does not serve it.", "waiting for images/one: waiting for a first promotion");

        var patient = new RolloutWait(cluster, topics, Clock.systemUTC(), Duration.ofSeconds(50));
        assertThat(RolloutWait.lines(patient.await(wanted, (time, unit) -> true)))
                .isEqualTo(expected);

        var impatient = new RolloutWait(cluster, topics, Clock.systemUTC(), Duration.ofMillis(10));
        assertThat(RolloutWait.lines(impatient.await(wanted, OperationsOnBrokerTest::goesOn)))
                .isEqualTo(expected);
    }

    private static boolean goesOn(long time, TimeUnit unit) throws InterruptedException {
        return new CountDownLatch(1).await(time, unit);
    }

    private static AccuracyReport accuracy(long seen, @Nullable Instant window) {
        return new AccuracyReport(
                MLP,
                Role.CHAMPION,
                seen,
                seen,
                0L,
                1.0,
                0.9,
                1.0,
                2,
                List.of(seen, 0L, 0L, 0L),
                window,
                window == null ? null : window.plusSeconds(60),
                NOON);
    }

    private static void send(Topic<?> topic, String key, byte @Nullable [] value) throws Exception {
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(cluster.clientSettings(Map.of(), Map.of()), none, none)) {
            producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), value))
                    .get();
        }
    }
}
