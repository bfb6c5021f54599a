package io.glyphstream.it;

import static io.glyphstream.it.RegistryPipeline.PATIENCE;
import static io.glyphstream.it.RegistryPipeline.assertServes;
import static io.glyphstream.it.RegistryPipeline.draft;
import static io.glyphstream.it.RegistryPipeline.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.deployments.DeploymentDecision;
import io.glyphstream.registry.following.Rejection;
import io.glyphstream.registry.publishing.Publication;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Deploying and following on a broker, each test with topics of its own. */
@Timeout(120)
@Tag("slow")
final class RegistryServingTest {
    private static EmbeddedBroker broker;

    private RegistryPipeline pipeline;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        pipeline = new RegistryPipeline(broker.bootstrapServers(), name + ".").create(Map.of());
    }

    @Test
    void whatIsPublishedAndPromotedServesLiveAndAfterARestart() throws Exception {
        byte[] first = snapshot(3_000_000, 1);
        byte[] second = snapshot(2_000_003, 2);
        try (var follower = pipeline.follower()) {
            follower.start();
            ModelReference mlp1 = pipeline.publish("mlp", first);
            pipeline.promote(mlp1);
            assertServes(follower, mlp1, first);

            ModelReference mlp2 = pipeline.publish("mlp", second);
            pipeline.promote(mlp2);

            assertServes(follower, mlp2, second);
            try (var restarted = pipeline.follower()) {
                restarted.start();
                assertServes(restarted, mlp2, second);
            }
        }
    }

    @Test
    void racingOperatorsLeaveOneHistoryInWhichEachRecordedDecisionIsInForce() throws Exception {
        List<ModelReference> versions = List.of(
                pipeline.publish("mlp", snapshot(1_000, 1)),
                pipeline.publish("mlp", snapshot(1_000, 2)),
                pipeline.publish("knn", snapshot(1_000, 3)));
        ExecutorService racers = Executors.newFixedThreadPool(3);
        List<Callable<List<Deployment>>> operators = new ArrayList<>();
        for (int operator = 0; operator < 3; operator++) {
            int first = operator;
            operators.add(() -> decisions(versions, first));
        }

        List<Deployment> recorded = new ArrayList<>();
        for (Future<List<Deployment>> operator : racers.invokeAll(operators)) {
            recorded.addAll(operator.get());
        }
        racers.shutdown();

        try (var log = pipeline.deployments()) {
            List<Deployment> history = log.history();
            assertThat(history).containsExactlyInAnyOrderElementsOf(recorded);
            assertThat(history)
                    .extracting(Deployment::getSequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, history.size()).boxed().toList());
        }
    }

    private List<Deployment> decisions(List<ModelReference> versions, int operator) {
        List<Deployment> recorded = new ArrayList<>();
        try (var log = pipeline.deployments()) {
            for (int turn = 0; turn < 8; turn++) {
                ModelReference wanted = versions.get((operator + turn) % versions.size());
                if (log.promote(wanted, "operator " + operator, "turn " + turn)
                        instanceof DeploymentDecision.Recorded decision) {
                    recorded.add(decision.deployment());
                }
            }
        }
        return recorded;
    }

    @Test
    void aRollbackOverTenVersionsSendsNoModelBytes() throws Exception {
        List<ModelReference> versions = new ArrayList<>();
        try (var follower = pipeline.follower();
                var publisher = pipeline.publisher();
                var log = pipeline.deployments()) {
            for (int version = 1; version <= 11; version++) {
                var published = publisher.publish(draft("mlp"), snapshot(500_000, version), PublishListener.silent());
                versions.add(published.manifest().getReference());
                log.promote(versions.get(version - 1), "operator", "newer");
            }
            follower.start();
            assertServes(follower, versions.get(10), snapshot(500_000, 11));
            long end = pipeline.modelsEnd();

            log.rollBackTo(versions.get(0), "operator", "ten versions back");

            assertServes(follower, versions.get(0), snapshot(500_000, 1));
            assertThat(pipeline.modelsEnd()).isEqualTo(end);
        }
    }

    @Test
    void nothingOnTheTopicsStopsAFollower() throws Exception {
        byte[] good = snapshot(1_000, 1);
        ModelReference mlp1 = pipeline.publish("mlp", good);
        pipeline.promote(mlp1);
        byte[] poison = snapshot(1_000, 2);
        poison[0] = RegistryPipeline.POISON;
        try (var follower = pipeline.follower()) {
            follower.start();
            assertServes(follower, mlp1, good);
            for (String topic : List.of(
                    pipeline.topics.models().name(),
                    pipeline.topics.deployments().name())) {
                pipeline.write(topic, "junk", "junk".getBytes(StandardCharsets.UTF_8));
                pipeline.write(topic, "", new byte[] {0, 0, 0, 0, 1});
                pipeline.write(topic, "2", null);
            }
            pipeline.write(pipeline.topics.deployments().name(), null, null);
            ModelReference bad = pipeline.publish("mlp", poison);
            pipeline.promote(bad);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(follower.rejections()).containsExactly(new Rejection(bad, "poisoned")));
            await().atMost(PATIENCE).until(() -> follower.unreadableRecords() == 7);
            assertServes(follower, mlp1, good);

            byte[] better = snapshot(1_000, 3);
            ModelReference mlp3 = pipeline.publish("mlp", better);
            pipeline.promote(mlp3);
            assertServes(follower, mlp3, better);
        }
    }

    @Test
    void aFollowerThatStartsOnABadChampionServesTheLastGoodOne() throws Exception {
        byte[] good = snapshot(1_000, 1);
        byte[] poison = snapshot(1_000, 2);
        poison[0] = RegistryPipeline.POISON;
        ModelReference mlp1 = pipeline.publish("mlp", good);
        pipeline.promote(mlp1);
        ModelReference bad = pipeline.publish("mlp", poison);
        pipeline.promote(bad);

        try (var follower = pipeline.follower()) {
            follower.start();

            assertServes(follower, mlp1, good);
            assertThat(follower.status().text())
                    .isEqualTo("serving deployment 1: mlp@1 answers; not serving [mlp@2: poisoned]");
        }
    }

    @Test
    void anOpenTransactionOfAnotherPublisherIsWaitedFor() throws Exception {
        byte[] bytes = snapshot(1_000, 1);
        try (var hanging = transaction("other", 4_000);
                var follower = pipeline.follower()) {
            hanging.initTransactions();
            hanging.beginTransaction();
            hanging.send(new ProducerRecord<>(pipeline.topics.models().name(), 0, new byte[1], new byte[1]))
                    .get();

            ModelReference first = pipeline.publish("mlp", bytes);
            pipeline.promote(first);
            Publication again = pipeline.publication("mlp", bytes);
            follower.start();

            assertThat(again).isInstanceOf(Publication.AlreadyPublished.class);
            assertServes(follower, first, bytes);
        }
    }

    private KafkaProducer<byte[], byte[]> transaction(String id, int timeoutMillis) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                pipeline.topics.prefix() + id,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                timeoutMillis);
        return new KafkaProducer<>(
                pipeline.cluster.clientSettings(Map.of(), settings),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Test
    void aSnapshotThatWasDamagedIsHealedByPublishingItAgain() throws Exception {
        byte[] bytes = snapshot(2_000_000, 1);
        ModelReference mlp1 = pipeline.publish("mlp", bytes);
        pipeline.promote(mlp1);
        pipeline.write(pipeline.topics.models().name(), RecordKeys.chunk(mlp1.getSha256(), 1), null);
        try (var follower = pipeline.follower();
                var catalog = pipeline.catalog()) {
            follower.start();
            await().atMost(PATIENCE).until(() -> follower.status().text().contains("mlp@1: chunk 2 of 3 is missing"));
            var manifest = catalog.find("mlp", 1).orElseThrow();
            assertThatThrownBy(() -> catalog.snapshot(manifest)).isInstanceOf(InvalidModelException.class);

            assertThat(pipeline.publication("mlp", bytes)).isInstanceOf(Publication.AlreadyPublished.class);

            assertServes(follower, mlp1, bytes);
        }
    }
}
