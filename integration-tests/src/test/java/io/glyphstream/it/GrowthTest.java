package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static io.glyphstream.it.Pipeline.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.schemas.SchemaIds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that gets more partitions. */
@Timeout(180)
@Tag("slow")
final class GrowthTest {
    private static final LabeledImages IMAGES = DIGITS.test();
    private static final int MORE = 6;

    private static EmbeddedBroker broker;

    @TempDir
    private Path folder;

    private Pipeline pipeline;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        var prefix = test.getTestMethod().orElseThrow().getName() + ".";
        pipeline = new Pipeline(broker.bootstrapServers(), prefix, SchemaIds.fixed());
        pipeline.createTopics();
        pipeline.promote("mlp", POOR);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void partitionsThatAreAddedByHandEndTheProcessorWithTheCommandThatHelps() throws Exception {
        var running = startToFail("first");
        pipeline.feed("before", IMAGES);
        pipeline.predictions().readUntil(IMAGES.size());
        var added = System.nanoTime();
        addPartitionsByHand();

        var ended = running.awaitEnd(PATIENCE);
        running.close();
        var seconds = Duration.ofNanos(System.nanoTime() - added).toSeconds();
        pipeline.feed("between", IMAGES);
        var again = startToFail("again");
        var refused = again.awaitEnd(PATIENCE);
        again.close();
        awaitNoMembers();
        var grown = grow(MORE);
        pipeline.run("afterwards");

        assertThat(ended.text())
                .contains(
                        "it had 4 partitions when the processor started, but has 6 now", "topics grow --partitions 6");
        assertThat(seconds).isLessThan(20);
        assertThat(refused.text())
                .contains(changelogs().get(0), ", 6, but has 4", "topics grow --partitions 6", "--application-id");
        assertThat(grown.exitCode()).as(grown.said()).isZero();
        pipeline.predictions().readUntil(2 * IMAGES.size());
        assertThat(pipeline.requireVerified().predictions()).isEqualTo(2L * IMAGES.size());
    }

    @Test
    void growingUnderLoadLosesAndDoublesNothing() throws Exception {
        var feed = pipeline.feedEndlessly(IMAGES);
        var first = pipeline.run("first");
        pipeline.predictions().readUntil(300);

        var refused = grow(MORE);
        assertThat(refused.exitCode()).as(refused.said()).isEqualTo(1);
        assertThat(refused.said()).contains("still run");
        first.close();
        awaitNoMembers();
        var grown = grow(MORE, "--json");
        assertThat(grown.exitCode()).as(grown.said()).isZero();
        var again = grow(MORE);
        var fewer = grow(5);
        pipeline.feed("afterwards", IMAGES);
        pipeline.run("second");
        pipeline.run("third");

        assertThat(grown.said())
                .contains("\"topic\":\"" + pipeline.topics.images().name()
                        + "\",\"outcome\":\"grown\",\"before\":4,\"partitions\":6");
        assertThat(partitions()).allSatisfy((topic, count) -> assertThat(count).isEqualTo(MORE));
        assertThat(again.exitCode()).isZero();
        assertThat(again.said())
                .contains("unchanged  " + pipeline.topics.images().name());
        assertThat(fewer.exitCode()).isEqualTo(2);
        assertThat(fewer.said()).contains("partitions must be at least 6");
        var fed = IMAGES.size() + feed.stop();
        pipeline.predictions().readUntil(fed);
        assertThat(pipeline.requireVerified().predictions()).isEqualTo(fed);
        assertThat(pipeline.answers())
                .anySatisfy(answer -> assertThat(answer.getInputPartition()).isGreaterThanOrEqualTo(4));
    }

    /** Does what was advised once. */
    private void addPartitionsByHand() throws Exception {
        try (var admin = pipeline.admin()) {
            admin.createPartitions(joined().stream()
                            .collect(Collectors.toMap(topic -> topic, topic -> NewPartitions.increaseTo(MORE))))
                    .all()
                    .get();
        }
    }

    private Program grow(int partitions, String... more) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(
                "topics",
                "grow",
                "--partitions",
                Integer.toString(partitions),
                "--application-id",
                group(),
                "--bootstrap-servers",
                pipeline.cluster.bootstrapServers(),
                "--topic-prefix",
                pipeline.topics.prefix()));
        arguments.addAll(List.of(more));
        var program = Program.start(folder, arguments.toArray(String[]::new));
        program.exitCode();
        return program;
    }

    /** Starts a processor whose failure does not fail the test. */
    private ImageProcessor startToFail(String instance) throws InterruptedException {
        var processor =
                new ImageProcessor(pipeline.cluster, pipeline.topics, pipeline.settings(instance), Clock.systemUTC());
        processor.start();
        assertThat(processor.awaitRunning(PATIENCE)).isNotInstanceOf(ProcessorStatus.Stopped.class);
        return processor;
    }

    private void awaitNoMembers() throws Exception {
        try (var admin = pipeline.admin()) {
            await().atMost(PATIENCE)
                    .until(() -> admin.listGroups().all().get().stream()
                            .filter(group -> group.groupId().equals(group()))
                            .allMatch(group -> group.groupState().orElseThrow() == GroupState.EMPTY));
        }
    }

    private Map<String, Integer> partitions() throws Exception {
        var names = new ArrayList<>(joined());
        names.addAll(changelogs());
        try (var admin = pipeline.admin()) {
            return admin.describeTopics(names).allTopicNames().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            topic -> topic.getValue().partitions().size()));
        }
    }

    private List<String> joined() {
        return List.of(
                pipeline.topics.images().name(),
                pipeline.topics.labels().name(),
                pipeline.topics.predictions().name());
    }

    private List<String> changelogs() {
        return Changelogs.of(group());
    }

    private String group() {
        return pipeline.settings("any").applicationId();
    }
}
