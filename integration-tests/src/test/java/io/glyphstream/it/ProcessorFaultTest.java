package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A processor, as a program of its own, that cannot go on: it says why, ends with the exit code 1, and loses nothing. All
 * of it with {@code -Dglyphstream.long=true}.
 */
@Timeout(180)
final class ProcessorFaultTest {
    private static EmbeddedBroker broker;

    @TempDir
    private Path folder;

    private Pipeline pipeline;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(new BrokerSettings(Optional.empty(), 0, Rights.CHECKED));
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
    void withoutTheRightToWritePredictions() throws Exception {
        var right = new Rights(pipeline.cluster)
                .right(ResourceType.TOPIC, pipeline.topics.predictions().name(), AclOperation.WRITE);
        try (var processor = processor()) {
            pipeline.feed("before", DIGITS.test().range(0, 50));
            pipeline.predictions().readUntil(50);
            right.deny();
            pipeline.feed("meanwhile", DIGITS.test().range(0, 50));

            assertEnds(processor, pipeline.topics.predictions().name(), "Ask the cluster's operator for the right");
        }
        right.allow();

        pipeline.run("another");

        pipeline.predictions().readUntil(100);
        pipeline.requireVerified();
    }

    @Test
    @EnabledIfSystemProperty(named = "glyphstream.long", matches = "true")
    void whosePredictionsTopicIsDeleted() throws Exception {
        try (var processor = processor()) {
            delete(pipeline.topics.predictions());
            pipeline.feed("meanwhile", DIGITS.test().range(0, 50));

            assertEnds(
                    processor,
                    "topic " + pipeline.topics.predictions().name()
                            + ": it does not exist; to fix it: glyphstream topics create");
        }
        pipeline.createTopics();

        pipeline.run("another");

        pipeline.predictions().readUntil(50);
        pipeline.requireVerified();
    }

    @Test
    @EnabledIfSystemProperty(named = "glyphstream.long", matches = "true")
    void whoseImagesTopicIsDeleted() throws Exception {
        try (var processor = processor()) {
            delete(pipeline.topics.images());

            assertEnds(
                    processor,
                    "topic " + pipeline.topics.images().name()
                            + ": it does not exist; to fix it: glyphstream topics create");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "glyphstream.long", matches = "true")
    void whoseTopicsDoNotFitEachOtherAnyMore() throws Exception {
        try (var processor = processor()) {
            try (var admin = pipeline.admin()) {
                admin.createPartitions(Map.of(pipeline.topics.predictions().name(), NewPartitions.increaseTo(6)))
                        .all()
                        .get();
            }

            assertEnds(
                    processor,
                    "it must have as many partitions as "
                            + pipeline.topics.images().name() + ", 4, but has 6",
                    "glyphstream topics grow --partitions 6");
        }
    }

    private void delete(Topic<?> topic) throws Exception {
        try (var admin = pipeline.admin()) {
            admin.deleteTopics(List.of(topic.name())).all().get();
        }
    }

    private Program processor() throws IOException {
        return Program.startProcessor(folder, pipeline);
    }

    private static void assertEnds(Program processor, String... words) throws InterruptedException {
        assertThat(processor.exitCode()).as(processor.said()).isEqualTo(1);
        assertThat(processor.said()).contains(words).doesNotContain("unexpected");
    }
}
