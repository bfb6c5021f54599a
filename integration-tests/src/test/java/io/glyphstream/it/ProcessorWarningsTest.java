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
import io.glyphstream.registry.deployments.ProcessorRegister;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.SchemaIds;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a processor tells of that does not stop it: images that are removed before it read them, and a clock that is off. */
@Timeout(180)
@Tag("slow")
final class ProcessorWarningsTest {
    private static final LabeledImages IMAGES = DIGITS.test();
    private static final int KEPT = 10;

    private static EmbeddedBroker broker;

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
    void imagesThatWereRemovedWhileNoProcessorRanAreCountedOnce() throws Exception {
        pipeline.feed("answered", IMAGES.range(0, 100));
        var first = pipeline.run("first");
        pipeline.predictions().readUntil(100);
        first.close();
        pipeline.feed("later", IMAGES);
        removeAllButTheLast();
        var lost = IMAGES.size() - Pipeline.PARTITIONS * KEPT;

        var second = pipeline.run("second");
        pipeline.predictions().readUntil(100 + Pipeline.PARTITIONS * KEPT);
        var third = pipeline.run("third");

        assertThat(lost(second)).isEqualTo(lost);
        assertThat(lost(third)).isZero();
        assertThat(second.warnings())
                .hasSize(Pipeline.PARTITIONS)
                .allSatisfy(warning -> assertThat(warning)
                        .contains(pipeline.topics.images().name() + " partition", "records were removed"));
        assertThat(Pipeline.get(second, "/status").body()).contains("records were removed before they were read");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(report("second").getStatus())
                        .contains("serving", "\n", "records were removed before they were read"));
        second.close();
        third.close();
        assertThat(lost(pipeline.run("fourth"))).isZero();
    }

    @Test
    void imagesThatAreRemovedBeforeARunningProcessorReadsThemAreCounted(@TempDir Path folder) throws Exception {
        try (var slow = Program.startProcessor(folder, pipeline)) {
            pipeline.feed("answered", IMAGES.range(0, 100));
            pipeline.predictions().readUntil(100);
            slow.freeze();
            // These may still go to the fetch that it waited for; those that follow have to wait for the next.
            pipeline.feed("fetched", IMAGES.range(0, 40));
            pipeline.feed("later", IMAGES);
            removeAllButTheLast();
            slow.thaw();

            pipeline.predictions().readUntil(100 + Pipeline.PARTITIONS * KEPT);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(slow.said())
                            .contains("were removed by the topic's retention before this application read them"));
            assertThat(slow.isAlive()).isTrue();
        }
    }

    @Test
    void aClockThatIsOffIsToldOf() throws Exception {
        var late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1));
        try (var processor = new ImageProcessor(pipeline.cluster, pipeline.topics, pipeline.settings("late"), late)) {
            processor.start();
            assertThat(processor.awaitRunning(PATIENCE)).isEqualTo(new ProcessorStatus.Running());

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(processor.warnings())
                            .singleElement()
                            .asString()
                            .containsPattern("this machine's clock is (60|59)\\.\\d s behind the brokers'"));
            assertThat(metric(processor, "glyphstream_clock_ahead_seconds")).isBetween(-60.5, -59.0);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(report("late").getStatus()).contains("behind the brokers'"));
        }
        var right = pipeline.run("right");
        await().atMost(PATIENCE).until(() -> report("right").getStatus().startsWith("serving"));
        assertThat(right.warnings()).isEmpty();
    }

    private void removeAllButTheLast() throws Exception {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (var partition = 0; partition < Pipeline.PARTITIONS; partition++) {
            latest.put(new TopicPartition(pipeline.topics.images().name(), partition), OffsetSpec.latest());
        }
        try (var admin = pipeline.admin()) {
            var before = new HashMap<TopicPartition, RecordsToDelete>();
            admin.listOffsets(latest)
                    .all()
                    .get()
                    .forEach((partition, end) ->
                            before.put(partition, RecordsToDelete.beforeOffset(end.offset() - KEPT)));
            admin.deleteRecords(before).all().get();
        }
    }

    private ProcessorReport report(String instance) {
        try (var register = new ProcessorRegister(pipeline.cluster, pipeline.topics, Clock.systemUTC())) {
            return register.reports().stream()
                    .filter(report -> report.getInstance().equals(instance))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no report of " + instance));
        }
    }

    private static double lost(ImageProcessor processor) throws Exception {
        return metric(processor, "glyphstream_images_lost_to_retention_total");
    }

    private static double metric(ImageProcessor processor, String name) throws Exception {
        return Pipeline.get(processor, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
