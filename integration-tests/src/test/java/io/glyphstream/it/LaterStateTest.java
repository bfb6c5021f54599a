package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static io.glyphstream.it.Pipeline.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.schemas.SchemaIds;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A processor that meets what a later release keeps in its internal topics ends at once, and names the record. */
@Timeout(180)
@Tag("slow")
final class LaterStateTest {
    /** Far behind the ids of this release, and still one of a later release's. */
    private static final int LATER_ID = 500;

    private EmbeddedBroker broker;
    private Pipeline pipeline;

    @BeforeEach
    void startBroker() throws Exception {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
        pipeline = new Pipeline(broker.bootstrapServers(), "later.", SchemaIds.fixed());
        pipeline.createTopics(2);
        pipeline.promote("mlp", POOR);
    }

    @AfterEach
    void stopBroker() {
        pipeline.close();
        broker.close();
    }

    @Test
    void countsOfALaterReleaseEndAProcessorThatRuns() throws Exception {
        var processor = pipeline.run("one");

        var place = write("accuracy-partials-repartition", "mlp@1", counts());

        assertEndsWith(
                processor, place + " was written by a later release: schema id 500 but this release reads 1 to ");
    }

    @Test
    void countsThatAreNoRecordEndAProcessorThatRuns() throws Exception {
        var processor = pipeline.run("one");

        var place = write("accuracy-partials-repartition", "mlp@1", new byte[] {1, 2, 3, 4, 5, 6});

        assertEndsWith(processor, place + " cannot be read: record is not in Confluent's framing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tally-changelog", "newest-partials-changelog"})
    void countsOfALaterReleaseAreNotRestored(String changelog) throws Exception {
        answerSome();
        write(changelog, "mlp@1#0", counts());
        var place = write(changelog, "mlp@1#0", counts());

        var processor = pipeline.start(pipeline.settings("two"));

        assertEndsWith(
                processor, place + " was written by a later release: schema id 500 but this release reads 1 to ");
    }

    @ParameterizedTest
    @CsvSource({"label-memory-changelog, 0000000000000000999", "positions-changelog, inputs"})
    void memoryAndPositionsOfALaterReleaseAreNotRestored(String changelog, String key) throws Exception {
        answerSome();
        var place = write(changelog, key, new byte[] {2});

        var processor = pipeline.start(pipeline.settings("two"));

        assertEndsWith(processor, place + " was written by a later release: format 2 but this release reads 1");
    }

    private void answerSome() throws Exception {
        var earlier = pipeline.run("one");
        pipeline.feed("some", DIGITS.test().range(0, 20));
        pipeline.predictions().readUntil(20);
        earlier.close();
    }

    /** What follows the id is for the later release alone to know. */
    private static byte[] counts() {
        return ByteBuffer.allocate(50).put((byte) 0).putInt(LATER_ID).array();
    }

    private static void assertEndsWith(ImageProcessor processor, String beginning) throws Exception {
        assertThat(processor.awaitEnd(PATIENCE).text()).startsWith("failed: " + beginning);
    }

    /** Writes a record and returns how a processor names it. */
    private String write(String topic, String key, byte[] value) throws Exception {
        var settings = pipeline.cluster.clientSettings(Map.of(), Map.of());
        var name = pipeline.settings("any").applicationId() + "-" + topic;
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var partition = producer.partitionsFor(name).size() - 1;
            var written = producer.send(new ProducerRecord<>(name, partition, key, value))
                    .get();
            return "record of " + name + " (partition " + partition + ", offset " + written.offset() + ")";
        }
    }
}
