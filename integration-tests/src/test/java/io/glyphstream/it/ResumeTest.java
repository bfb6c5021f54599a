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
import io.glyphstream.processor.resume.UnknownPositionException;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.processor.settings.Resume;
import io.glyphstream.producer.LabelPolicy;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.schemas.SchemaIds;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
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

/** A processor that starts where Kafka has forgotten how far its group had come, or where topics are not those of before. */
@Timeout(180)
@Tag("slow")
final class ResumeTest {
    private static final LabeledImages IMAGES = DIGITS.test();
    private static final ProducerSettings LABELS_LATER =
            ProducerSettings.defaults().withLabels(LabelPolicy.LATER);

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
    void whereOffsetsHaveExpiredItGoesOnBehindWhatWasAnswered() throws Exception {
        answerAndStop("before", 55);
        pipeline.send("junk", new byte[] {1});
        answerNothingMoreAndStop();
        forgetOffsets();
        pipeline.feed("after", IMAGES.range(0, 20), LABELS_LATER, Clock.systemUTC());

        pipeline.start(pipeline.settings("second"));
        pipeline.run("third");

        pipeline.predictions().readUntil(75);
        assertAnsweredOnce(75);
        assertThat(pipeline.deadLetters().readToEnd()).hasSize(1);
    }

    @Test
    void whereOffsetsHaveExpiredAfterItWasKilledItGoesOnBehindWhatWasAnswered(@TempDir Path folder) throws Exception {
        try (var killed = Program.startProcessor(folder, pipeline)) {
            var feed = pipeline.feedEndlessly(IMAGES);
            pipeline.predictions().readUntil(300);
            killed.kill();
            var fed = feed.stop();
            forgetOffsets();

            pipeline.run("another");

            pipeline.predictions().readUntil(fed);
            assertAnsweredOnce(fed);
        }
    }

    @Test
    void anApplicationThatRecordedNoPositionsGoesOnBehindItsAnswersAndDeadLetters() throws Exception {
        pipeline.feed("before", IMAGES.range(0, 55));
        pipeline.send("junk", new byte[] {1});
        answerNothingMoreAndStop();
        forgetOffsets();
        delete(Changelogs.of(pipeline.settings("any").applicationId()).get(2));
        pipeline.feed("after", IMAGES.range(0, 20));

        pipeline.run("second");

        pipeline.predictions().readUntil(75);
        assertAnsweredOnce(75);
        assertThat(pipeline.deadLetters().readToEnd()).hasSize(1);
    }

    @Test
    void anApplicationThatIsNewWhereImagesWereAnsweredIsToldToDecide() throws Exception {
        answerAndStop("before", 55);
        pipeline.feed("after", IMAGES.range(0, 20));
        var other = pipeline.settings("other").withApplicationId(pipeline.topics.prefix() + "other");

        var refused = startToFail(other);
        var status = refused.awaitEnd(PATIENCE);
        refused.close();
        pipeline.run(other.withResume(Resume.ANSWERED));

        assertThat(status)
                .isInstanceOfSatisfying(
                        ProcessorStatus.Failed.class,
                        failed -> assertThat(failed.cause()).isInstanceOf(UnknownPositionException.class));
        assertThat(status.text())
                .contains(pipeline.topics.images().name() + " partition", "--resume answered", "--resume beginning");
        pipeline.predictions().readUntil(75);
        assertThat(pipeline.predictions().readToEnd()).hasSize(75);
    }

    @Test
    void imagesThatWereDeletedAndCreatedAgainAreReadFromTheirBeginning() throws Exception {
        answerAndStop("before", 55);
        var offsets = offsets();
        delete(pipeline.topics.images().name());
        delete(pipeline.topics.labels().name());
        pipeline.createTopics();
        pipeline.feed("again", IMAGES.range(0, 200));
        setOffsets(offsets);

        pipeline.run("second");

        pipeline.predictions().readUntil(255);
        assertThat(pipeline.answers())
                .filteredOn(prediction -> prediction.getImageId().startsWith("again/"))
                .hasSize(200);
    }

    @Test
    void imagesThatAreDeletedAndCreatedAgainEndTheProcessorAndTheNextReadsThem() throws Exception {
        var running = startToFail(pipeline.settings("first"));
        pipeline.feed("before", IMAGES.range(0, 55));
        pipeline.predictions().readUntil(55);

        delete(pipeline.topics.images().name());
        pipeline.createTopics();

        assertThat(running.awaitEnd(PATIENCE).text())
                .contains(pipeline.topics.images().name())
                .containsAnyOf("deleted and created again while the processor ran", "it does not exist");
        running.close();
        pipeline.feed("again", IMAGES.range(0, 30));
        pipeline.run("second");
        pipeline.predictions().readUntil(85);
        assertThat(pipeline.predictions().readToEnd()).hasSize(85);
    }

    /** Starts a processor whose failure does not fail the test. */
    private ImageProcessor startToFail(ProcessorSettings settings) {
        var processor = new ImageProcessor(pipeline.cluster, pipeline.topics, settings, Clock.systemUTC());
        processor.start();
        return processor;
    }

    private void answerAndStop(String run, int count) throws Exception {
        pipeline.feed(run, IMAGES.range(0, count), LABELS_LATER, Clock.systemUTC());
        var processor = pipeline.run("first");
        pipeline.predictions().readUntil(count);
        pipeline.awaitNoLag();
        processor.close();
    }

    private void answerNothingMoreAndStop() throws Exception {
        var processor = pipeline.run("again");
        pipeline.deadLetters().readUntil(1);
        pipeline.awaitNoLag();
        processor.close();
    }

    private void assertAnsweredOnce(int count) {
        assertThat(pipeline.predictions().readToEnd()).hasSize(count);
        assertThat(pipeline.requireVerified().predictions()).isEqualTo(count);
    }

    private List<String> inputs() {
        return List.of(pipeline.topics.images().name(), pipeline.topics.labels().name());
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() throws Exception {
        try (var admin = pipeline.admin()) {
            return admin.listConsumerGroupOffsets(group())
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }

    private void setOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) throws Exception {
        var known = new HashMap<>(offsets);
        known.keySet().removeIf(partition -> !inputs().contains(partition.topic()));
        try (var admin = pipeline.admin()) {
            admin.alterConsumerGroupOffsets(group(), known).all().get();
        }
    }

    /** Does what brokers do after offsets.retention.minutes. */
    private void forgetOffsets() throws Exception {
        try (var admin = pipeline.admin()) {
            await().atMost(PATIENCE)
                    .until(() -> admin.listGroups().all().get().stream()
                            .anyMatch(group -> group.groupId().equals(group())
                                    && group.groupState().equals(Optional.of(GroupState.EMPTY))));
            admin.deleteConsumerGroups(List.of(group())).all().get();
        }
    }

    private void delete(String topic) throws Exception {
        try (var admin = pipeline.admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(topic));
        }
    }

    private String group() {
        return pipeline.settings("any").applicationId();
    }
}
