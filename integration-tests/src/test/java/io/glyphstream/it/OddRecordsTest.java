package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.registry.deployments.ProcessorRegister;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.ProcessorState;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Topic;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every topic that others write to is fed the smallest, largest and oddest records that its own settings allow. Each image and
 * each label has one outcome, the processor stays alive and begins again after a restart, and all of it is verified.
 */
@Timeout(300)
@Tag("slow")
final class OddRecordsTest {
    private static final Duration LABEL_LIFE = Duration.ofSeconds(20);

    private EmbeddedBroker broker;
    private Pipeline pipeline;
    private OddSender sender;
    private ModelReference champion;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
        pipeline = new Pipeline(broker.bootstrapServers(), "odd.", SchemaIds.fixed());
        pipeline.createTopics();
        for (var topic : List.of(pipeline.topics.images(), pipeline.topics.labels())) {
            pipeline.set(topic, "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        }
        champion = pipeline.promote("mlp", POOR);
        sender = new OddSender(pipeline);
    }

    @AfterEach
    void stop() {
        sender.close();
        pipeline.close();
        broker.close();
    }

    @Test
    void everyImageHasOneOutcome() throws Exception {
        var images = pipeline.topics.images();
        var processor = pipeline.run(settings("one"));
        var odd = OddRecords.of(Image.getClassSchema(), images.encode(image("sound")));
        var number = 0;
        for (var record : odd.all()) {
            sendUnderItsId(images, "id", odd, record, number++);
        }
        sendOddities(images, images.encode(image("sound")));

        requireOutcomes(processor, images);
    }

    @Test
    void everyLabelHasOneOutcome() throws Exception {
        var labels = pipeline.topics.labels();
        var processor = pipeline.run(settings("one"));
        var odd = OddRecords.of(Label.getClassSchema(), labels.encode(new Label("sound", 3, Instant.now(), "test")));
        var number = 0;
        for (var record : odd.all()) {
            var images = pipeline.topics.images();
            sender.send(images.name(), ("n-" + number).getBytes(UTF_8), images.encode(image("n-" + number)));
            sendUnderItsId(labels, "imageId", odd, record, number++);
        }
        sendOddities(labels, labels.encode(new Label("sound", 3, Instant.now(), "test")));

        requireOutcomes(processor, labels);
    }

    @Test
    void whatStrangersWriteToTheOtherTopicsIsPassedOver() throws Exception {
        var processor = pipeline.run(settings("one"));
        var topics = pipeline.topics;
        var deployment =
                new Deployment(1L, DeploymentAction.PROMOTE, champion, champion, List.of(), "x", "y", Instant.EPOCH);
        sendAll(
                topics.deployments(),
                "1",
                OddRecords.of(Deployment.getClassSchema(), topics.deployments().encode(deployment)));
        var manifest = pipeline.catalog().find("mlp", 1).orElseThrow();
        sendAll(
                topics.models(),
                "manifest/mlp/7",
                OddRecords.of(manifest.getSchema(), topics.models().encode(manifest)));
        var report = new ProcessorReport(
                "app",
                "one",
                ProcessorState.RUNNING,
                "runs",
                1L,
                champion,
                List.of(champion),
                List.of(),
                "http://127.0.0.1",
                60_000L,
                Instant.EPOCH,
                Instant.EPOCH,
                "");
        sendAll(
                topics.processors(),
                "app/one",
                OddRecords.of(
                        ProcessorReport.getClassSchema(), topics.processors().encode(report)));

        requireAlive(processor);
        try (var register = new ProcessorRegister(pipeline.cluster, topics, Clock.systemUTC())) {
            assertThat(register.reports()).isNotEmpty();
        }
    }

    /** Of 4 partitions, Java's client puts c-1 into the third, librdkafka's default partitioner into the second. */
    @ParameterizedTest
    @CsvSource({
        "2, 3, where Java's partitioner (murmur2) puts the id",
        "3, 2, where the default partitioner of librdkafka"
    })
    void aLabelThatMissesItsImageIsToldWhichPartitionerPlacedIt(int imageLies, int labelLies, String told)
            throws Exception {
        var topics = pipeline.topics;
        pipeline.run(settings("one"));
        var key = "c-1".getBytes(UTF_8);
        var label = new Label("c-1", 3, Instant.now(), "test");
        sender.send(new ProducerRecord<>(
                topics.images().name(), imageLies, key, topics.images().encode(image("c-1"))));
        sender.send(new ProducerRecord<>(
                topics.labels().name(), labelLies, key, topics.labels().encode(label)));

        feedNormalImages("after");

        assertThat(pipeline.deadLetters().readUntil(1))
                .singleElement()
                .satisfies(letter -> assertThat(
                                DeadLetterHeaders.read(letter.headers()).reason())
                        .startsWith("no answered image 'c-1' was there within 20 s before or after the label; ")
                        .contains(told, "in partition " + labelLies, "in partition " + imageLies, "murmur2_random"));
        pipeline.requireVerified();
    }

    private void sendAll(Topic<?> topic, String key, OddRecords odd) throws Exception {
        for (var record : odd.all()) {
            sender.send(topic.name(), key.getBytes(UTF_8), odd.framed(record));
        }
        sendOddities(topic, odd.framed(odd.all().get(0)));
    }

    /** Sends it under its id, which is one of its own unless the id is what is odd. */
    private void sendUnderItsId(Topic<?> topic, String field, OddRecords odd, GenericRecord record, int number)
            throws Exception {
        var numbered =
                record.get(field).toString().equals("sound") ? OddRecords.with(record, field, "n-" + number) : record;
        sender.send(topic.name(), numbered.get(field).toString().getBytes(UTF_8), odd.framed(numbered));
    }

    /** Keys, values, headers and times, each odd by itself; the value is that of "sound". */
    private void sendOddities(Topic<?> topic, byte[] value) throws Exception {
        var sound = "sound".getBytes(UTF_8);
        var name = topic.name();
        for (var key : new byte[][] {null, {}, new byte[5000], new byte[900_000], {(byte) 0xC3}}) {
            sender.send(name, key, value);
            sender.send(name, key, null);
        }
        for (var length : List.of(0, 1, 4, 5, 6, value.length - 1, value.length + 1, 65_536, 1_000_000, 1_040_000)) {
            sender.send(name, sound, Arrays.copyOf(value, length));
        }
        for (var time :
                new long[] {0, 1, Clock.systemUTC().millis() + 3_500_000, 253_402_300_799_000L, Long.MAX_VALUE}) {
            if (isInput(topic)) {
                sender.send(name, "sound", value, time);
            }
        }
        for (var header : List.of(
                "h",
                "traceparent",
                "baggage",
                DeadLetterHeaders.REASON,
                "glyphstream.dead-letter.omitted-value-bytes")) {
            sender.send(withHeaders(name, sound, value, header, 1, 900_000));
            sender.send(withHeaders(name, sound, value, header, 20_000, 10));
            sender.send(withHeaders(name, sound, value, header, 1, -1));
        }
    }

    private boolean isInput(Topic<?> topic) {
        return topic.equals(pipeline.topics.images()) || topic.equals(pipeline.topics.labels());
    }

    private static ProducerRecord<byte[], byte[]> withHeaders(
            String topic, byte[] key, byte[] value, String header, int count, int length) {
        var record = new ProducerRecord<>(topic, key, value);
        for (var i = 0; i < count; i++) {
            record.headers().add(header, length < 0 ? null : new byte[length]);
        }
        return record;
    }

    private void requireOutcomes(ImageProcessor processor, Topic<?> topic) throws Exception {
        requireAlive(processor);
        var places = sender.taken(topic.name());
        assertThat(places).hasSizeGreaterThan(60);
        assertThat(sender.refused()).as("some are larger than any topic takes").isPositive();
        var outcomes = new ArrayList<String>();
        for (var letter : pipeline.deadLetters().readToEnd()) {
            var origin = DeadLetterHeaders.read(letter.headers());
            if (origin.topic().equals(topic.name())) {
                outcomes.add(origin.partition() + "@" + origin.offset());
                assertThat(origin.reason()).isNotBlank().doesNotContain("set aside");
            }
        }
        if (topic.equals(pipeline.topics.images())) {
            pipeline.answers()
                    .forEach(answer -> outcomes.add(answer.getInputPartition() + "@" + answer.getInputOffset()));
        } else {
            outcomes.addAll(counted(outcomes));
        }
        assertThat(outcomes).containsAll(places);
        assertThat(new HashSet<>(outcomes)).as("none has two").hasSameSizeAs(outcomes);
    }

    /** Labels that are no dead letters must be such as count. */
    private List<String> counted(List<String> dead) {
        var counted = new ArrayList<String>();
        var labels = pipeline.topics.labels();
        try (var view = new TopicView<>(pipeline.cluster, labels.name(), new ByteArrayDeserializer(), () -> {})) {
            for (var record : view.readToEnd()) {
                var place = record.partition() + "@" + record.offset();
                if (!dead.contains(place)) {
                    Images.validate(labels.decode(record.value()));
                    counted.add(place);
                }
            }
        }
        return counted;
    }

    /** It answers, it is what it was after a restart, and all is verified. A label that comes after its image is forgotten waits. */
    private void requireAlive(ImageProcessor processor) throws Exception {
        pipeline.awaitNoLag();
        feedNormalImages("after");
        assertThat(processor.status()).isEqualTo(new ProcessorStatus.Running());
        pipeline.requireVerified();
        processor.close();
        pipeline.run(settings("two"));
        feedNormalImages("restarted");
        pipeline.requireVerified();
    }

    /** Later than labels wait for their images, in all partitions. */
    private void feedNormalImages(String run) {
        var later = Clock.offset(Clock.systemUTC(), LABEL_LIFE.plusSeconds(10));
        pipeline.feed(run, DIGITS.test().range(0, 60), ProducerSettings.defaults(), later);
        pipeline.predictions()
                .readUntil(found -> assertThat(found)
                        .extracting(ConsumerRecord::key)
                        .filteredOn(key -> key != null && key.startsWith(run))
                        .hasSize(60));
    }

    private ProcessorSettings settings(String instance) {
        return pipeline.settings(instance).withLabelTimeToLive(LABEL_LIFE);
    }

    private static Image image(String id) {
        var pixels = DIGITS.test().image(0).pixels();
        return new Image(id, 28, 28, ByteBuffer.wrap(pixels), null, Instant.now(), "test", 1);
    }
}
