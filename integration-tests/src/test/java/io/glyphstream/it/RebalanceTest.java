package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.NEIGHBORS;
import static io.glyphstream.it.Models.POOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.operations.FleetLag;
import io.glyphstream.operations.FleetStatus;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.settings.GroupProtocol;
import io.glyphstream.producer.LabelPolicy;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.producer.Rate;
import io.glyphstream.schemas.SchemaIds;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Partitions that change hands in the middle of a backlog, under both ways of sharing them out. */
@Timeout(180)
@Tag("slow")
final class RebalanceTest {
    private static final LabeledImages BACKLOG = DigitPainter.draw(4_000, 41);

    /** More than is worked off meanwhile, so that there is a backlog to the end. */
    private static final Rate RATE = Rate.perSecond(2_000);

    /**
     * A stream thread waits for labels that are known to lie on the broker while the images of its latest poll wait: some
     * do whenever a partition is taken from it.
     */
    private static final ProducerSettings LABELS_LATER =
            ProducerSettings.defaults().withLabels(LabelPolicy.LATER);

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void aProcessorThatJoinsAndLeavesInTheMiddleOfABacklogLosesAndDoublesNothing(GroupProtocol protocol)
            throws Exception {
        try (var pipeline = new Pipeline(broker.bootstrapServers(), protocol + ".", SchemaIds.fixed())) {
            pipeline.createTopics();
            pipeline.promote("mlp", POOR);
            pipeline.shadow("knn", NEIGHBORS);
            pipeline.feed("backlog", BACKLOG, LABELS_LATER, Clock.systemUTC());
            var feed = pipeline.feedEndlessly(DIGITS.test(), LABELS_LATER.withRate(RATE));
            var staying = pipeline.start(pipeline.settings("staying").withGroupProtocol(protocol));
            awaitAnswers(staying, 100);
            assertThat(groupType(staying.settings().applicationId())).isEqualTo(type(protocol));

            var leaving = pipeline.start(pipeline.settings("leaving").withGroupProtocol(protocol));
            awaitAnswers(leaving, 100);
            leaving.close();
            awaitAnswers(staying, staying.counts().predictions() + 1_000);

            var fed = BACKLOG.size() + feed.stop();
            pipeline.predictions().readUntil(fed);
            assertThat(pipeline.requireVerified().predictions()).isEqualTo(fed);
            assertThat(Pipeline.get(staying, "/metrics").body())
                    .as("nothing waits any more")
                    .contains("glyphstream_polled{processor=\"staying\"} 0.0");
            staying.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStatusTellsWhichProcessorReadsWhichPartitions(GroupProtocol protocol) throws Exception {
        try (var pipeline = new Pipeline(broker.bootstrapServers(), "share-" + protocol + ".", SchemaIds.fixed())) {
            pipeline.createTopics();
            pipeline.promote("mlp", POOR);
            pipeline.feed("some", DIGITS.test().range(0, 50));
            var one = pipeline.start(pipeline.settings("one").withGroupProtocol(protocol));
            var two = pipeline.start(pipeline.settings("two").withGroupProtocol(protocol));

            var lag = await().atMost(Pipeline.PATIENCE)
                    .until(
                            () -> FleetStatus.read(pipeline.cluster, pipeline.topics, Clock.systemUTC())
                                    .lag(),
                            RebalanceTest::isSharedAndWorkedOff);

            var application = one.settings().applicationId();
            assertThat(lag.processors()).containsOnlyKeys(application + "/one", application + "/two");
            assertThat(lag.processors().values().stream().flatMap(share -> share.partitions().stream()))
                    .doesNotHaveDuplicates()
                    .contains(0, 1);
            two.close();
            one.close();
        }
    }

    private static boolean isSharedAndWorkedOff(FleetLag lag) {
        return lag.unknown().isEmpty()
                && lag.unassigned().isEmpty()
                && lag.processors().size() == 2
                && lag.processors().values().stream()
                        .allMatch(share -> !share.partitions().isEmpty() && share.images() == 0);
    }

    @Test
    void anApplicationThatWasStoppedGoesOnUnderTheOtherProtocol() throws Exception {
        try (var pipeline = new Pipeline(broker.bootstrapServers(), "changing.", SchemaIds.fixed())) {
            pipeline.createTopics();
            pipeline.promote("mlp", POOR);
            var changes = List.of(GroupProtocol.CLASSIC, GroupProtocol.STREAMS, GroupProtocol.CLASSIC);
            var fed = 0;
            for (var protocol : changes) {
                pipeline.feed("part" + fed, DIGITS.test().range(fed, fed + 50));
                fed += 50;
                try (var processor = pipeline.start(pipeline.settings("one").withGroupProtocol(protocol))) {
                    assertThat(pipeline.requireVerified().predictions()).isEqualTo(fed);
                    assertThat(groupType(processor.settings().applicationId())).isEqualTo(type(protocol));
                }
            }
        }
    }

    private static GroupType type(GroupProtocol protocol) {
        return GroupType.valueOf(protocol.name());
    }

    private static GroupType groupType(String applicationId) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listGroups().all().get().stream()
                    .filter(group -> group.groupId().equals(applicationId))
                    .findFirst()
                    .flatMap(GroupListing::type)
                    .orElseThrow();
        }
    }

    private static void awaitAnswers(ImageProcessor processor, long count) {
        await().atMost(Pipeline.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> processor.counts().predictions() > count);
    }
}
