package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.http.HttpAddress;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.settings.Recovery;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.SchemaIds;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A schema registry that goes away: processors wait for it and say so. */
@Timeout(300)
@Tag("slow")
final class SchemaRegistryOutageTest {
    private static final int IMAGES = 50;

    /** A thread that meets the outage is replaced once or more within it. */
    private static final Duration OUTAGE = Duration.ofSeconds(20);

    private static EmbeddedBroker broker;

    private SchemaRegistryServer registry;
    private Pipeline feeding;
    private Pipeline first;
    private Pipeline second;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        var prefix = test.getTestMethod().orElseThrow().getName() + ".";
        registry = new SchemaRegistryServer();
        feeding = pipeline(prefix);
        first = pipeline(prefix);
        second = pipeline(prefix);
        feeding.createTopics();
        feeding.promote("mlp", POOR);
    }

    @AfterEach
    void close() {
        second.close();
        first.close();
        feeding.close();
        registry.close();
    }

    @Test
    void processorsWaitForTheRegistryAndAnswerAllOnceWhenItIsBack() throws Exception {
        var processors = List.of(start(first, "one"), start(second, "two"));
        for (var processor : processors) {
            assertThat(processor.awaitRunning(Pipeline.PATIENCE)).isEqualTo(new ProcessorStatus.Running());
        }
        feeding.feed("before", DIGITS.test().range(0, IMAGES));
        feeding.predictions().readUntil(IMAGES);
        var image = feeding.topics
                .images()
                .decode(feeding.rawImages().readUntil(1).get(0).value());

        registry.stop();
        sendUnderAnotherId(Image.newBuilder(image).setId("of-another-id").build());
        feeding.feed("after", DIGITS.test().range(IMAGES, 2 * IMAGES));

        var waiting = "waiting for the schema registry: no answer from " + registry.url();
        await().dontCatchUncaughtExceptions()
                .atMost(Pipeline.PATIENCE)
                .during(OUTAGE)
                .until(() -> texts(processors).anyMatch(waiting::equals));
        var waits = processors.stream()
                .filter(processor -> processor.status().text().equals(waiting))
                .findFirst()
                .orElseThrow();
        assertThat(Pipeline.get(waits, "/readyz").statusCode()).isEqualTo(503);
        assertThat(Pipeline.get(waits, "/readyz").body()).contains(waiting);
        assertThat(Pipeline.get(waits, "/livez").statusCode()).isEqualTo(200);
        assertThat(texts(processors)).noneMatch(text -> text.startsWith("failed"));
        registry.startAgain();

        first.predictions().readUntil(2 * IMAGES + 1);
        for (var processor : processors) {
            assertThat(processor.awaitRunning(Pipeline.PATIENCE)).isEqualTo(new ProcessorStatus.Running());
        }
        assertThat(feeding.predictions().readToEnd())
                .hasSize(2 * IMAGES + 1)
                .extracting(ConsumerRecord::key)
                .doesNotHaveDuplicates();
        assertThat(feeding.deadLetters().readToEnd()).isEmpty();
        feeding.requireVerified();
    }

    @Test
    void processorThatStartsWaitsForTheRegistry() throws Exception {
        feeding.feed("run", DIGITS.test().range(0, IMAGES));
        registry.stop();

        var processor = start(first, "one");

        var waiting = "waiting for the schema registry: no answer from " + registry.url();
        await().atMost(Pipeline.PATIENCE)
                .untilAsserted(() -> assertThat(processor.status().text()).isEqualTo(waiting));
        assertThat(Pipeline.get(processor, "/readyz").statusCode()).isEqualTo(503);
        registry.startAgain();
        assertThat(processor.awaitRunning(Pipeline.PATIENCE)).isEqualTo(new ProcessorStatus.Running());
        assertThat(feeding.predictions().readUntil(IMAGES)).hasSize(IMAGES);
    }

    /** Though that one had nothing to answer and nothing to count. */
    @Test
    void processorThatStartsWithWhatItsLastRunKeptNeedsNoRegistry(@TempDir Path folder) throws Exception {
        var settings = Map.of(SchemaIds.REGISTRY_URL, registry.url().toString());
        var prefix = feeding.topics.prefix();
        try (var last = new Pipeline(broker.bootstrapServers(), prefix, SchemaIds.of(settings, Optional.of(folder)))) {
            assertThat(start(last, "one").awaitRunning(Pipeline.PATIENCE)).isEqualTo(new ProcessorStatus.Running());
        }
        feeding.feed("meanwhile", DIGITS.test().range(0, IMAGES));
        registry.stop();

        try (var restarted =
                new Pipeline(broker.bootstrapServers(), prefix, SchemaIds.of(settings, Optional.of(folder)))) {
            assertThat(start(restarted, "one").awaitRunning(Pipeline.PATIENCE))
                    .isEqualTo(new ProcessorStatus.Running());
            assertThat(feeding.predictions().readUntil(IMAGES)).hasSize(IMAGES);
            feeding.accuracy().readUntil(1);
        }
    }

    /** The same datum, written under a schema that differs in a comment alone, so that it has an id of its own. */
    private void sendUnderAnotherId(Image image) throws Exception {
        var schema = Image.getClassSchema().toString();
        var bytes = feeding.topics.images().encode(image);
        ByteBuffer.wrap(bytes).putInt(1, registry.add(schema.replace("A grey image", "An image")));
        feeding.send(image.getId(), bytes);
    }

    private Pipeline pipeline(String prefix) {
        return new Pipeline(broker.bootstrapServers(), prefix, SchemaIds.registry(registry.url()));
    }

    private static ImageProcessor start(Pipeline pipeline, String instance) {
        return pipeline.start(pipeline.settings(instance)
                .withRecovery(new Recovery(Duration.ofSeconds(2), Duration.ofSeconds(3)))
                .withHttp(Optional.of(HttpAddress.loopback(0))));
    }

    private static Stream<String> texts(List<ImageProcessor> processors) {
        return processors.stream().map(processor -> processor.status().text());
    }
}
