package io.glyphstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySchemaIdsTest {
    private StandInRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new StandInRegistry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void recordsCarryTheRegistrysIdAndReadBackThroughAnotherClient() {
        var image = ExampleRecords.image(2, 2, new byte[] {1, 2, 3, 4});

        var bytes = topics().images().encode(image);

        assertThat(bytes).startsWith(0, 0, 0, 0, 101);
        assertThat(topics().images().decode(bytes)).isEqualTo(image);
        assertThat(registry.asked)
                .containsExactly("POST /subjects/glyphstream.images-value/versions", "GET /schemas/ids/101");
        assertThat(registry.schemas.get(0)).isEqualTo(PublishedForm.of(Image.getClassSchema()));
    }

    @Test
    void aTopicWithTwoKindsOfRecordHasTwoSubjects() {
        var models = topics().models();

        models.encode(ExampleRecords.manifest());
        models.encode(new ModelChunk(ExampleRecords.sha(1), 0, ByteBuffer.allocate(1)));

        assertThat(registry.asked)
                .containsExactly(
                        "POST /subjects/glyphstream.models-io.glyphstream.schemas.ModelManifest/versions",
                        "POST /subjects/glyphstream.models-io.glyphstream.schemas.ModelChunk/versions");
    }

    @Test
    void theRegistryIsAskedOnceForEachSchema() {
        var topics = topics();
        var bytes = topics.images().encode(ExampleRecords.image(1, 1, new byte[1]));

        for (var i = 0; i < 3; i++) {
            topics.images().decode(topics.images().encode(topics.images().decode(bytes)));
        }

        assertThat(registry.asked).containsExactly("POST /subjects/glyphstream.images-value/versions");
    }

    @Test
    void whatWasWrittenIsReadBackWhileTheRegistryIsAway() {
        var image = ExampleRecords.image(1, 1, new byte[1]);
        var images = topics().images();
        var bytes = images.encode(image);

        registry.close();

        assertThat(images.decode(bytes)).isEqualTo(image);
    }

    @Test
    void anUnknownIdIsRefusedAndNotAskedForAgainAtOnce() {
        var images = topics().images();

        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> images.decode(new byte[] {0, -1, 0, 0, 7, 1, 2, 3}))
                    .isInstanceOf(UndecodableRecordException.class)
                    .hasMessage("schema id 4278190087 is not known to the registry at " + registry.url());
        }

        assertThat(registry.asked).containsExactly("GET /schemas/ids/4278190087");
    }

    /** A record of anybody may carry the id that the registry gives out next. */
    @Test
    void anUnknownIdIsAskedForAgainAfterAMinute() {
        var now = new AtomicLong();
        var ids = ids(now::get);
        assertThatThrownBy(() -> ids.schemaOf(101)).isInstanceOf(UndecodableRecordException.class);
        registry.schemas.add(Image.getClassSchema());

        now.addAndGet(RegistrySchemaIds.UNKNOWN_REMEMBERED.toNanos() - 1);
        assertThatThrownBy(() -> ids.schemaOf(101)).isInstanceOf(UndecodableRecordException.class);
        now.addAndGet(1);

        assertThat(ids.schemaOf(101)).isEqualTo(Image.getClassSchema());
        assertThat(registry.asked).hasSize(2);
    }

    @Test
    void whatIsNoAvroSchemaIsNeverAskedForAgain() {
        var now = new AtomicLong();
        var ids = ids(now::get);
        registry.answer =
                exchange -> StandInRegistry.send(exchange, 200, "{\"schemaType\": \"JSON\", \"schema\": \"{}\"}");
        assertThatThrownBy(() -> ids.schemaOf(7)).isInstanceOf(UndecodableRecordException.class);

        now.addAndGet(Duration.ofDays(1).toNanos());

        assertThatThrownBy(() -> ids.schemaOf(7)).isInstanceOf(UndecodableRecordException.class);
        assertThat(registry.asked).hasSize(1);
    }

    @Test
    void anOutageIsToldUntilTheRegistryAnswers() {
        var now = new AtomicLong();
        var ids = ids(now::get);
        assertThat(ids.outage()).isEmpty();
        registry.answer = exchange -> StandInRegistry.send(exchange, 503, "{}");
        assertThatThrownBy(() -> ids.schemaOf(7)).isInstanceOf(SchemaRegistryUnavailableException.class);
        assertThat(ids.outage()).contains("HTTP 503 from " + registry.url());

        registry.answer = registry::serve;
        assertThatThrownBy(() -> ids.schemaOf(7)).isInstanceOf(UndecodableRecordException.class);

        assertThat(ids.outage()).isEmpty();
    }

    /** Another processor may have taken over the partition whose record asked. */
    @Test
    void anOutageThatNobodyMeetsAnyMoreIsForgotten() {
        var now = new AtomicLong();
        var ids = ids(now::get);
        registry.close();
        assertThatThrownBy(() -> ids.schemaOf(7)).isInstanceOf(SchemaRegistryUnavailableException.class);

        now.addAndGet(RegistrySchemaIds.WAITING.toNanos() - 1);
        assertThat(ids.outage()).contains("no answer from " + registry.url());
        now.addAndGet(1);

        assertThat(ids.outage()).isEmpty();
    }

    @Test
    void aLookupOutlastsAShortOutage() {
        registry.schemas.add(Image.getClassSchema());
        var ids = SchemaIds.registry(registry.url());
        registry.answer = exchange -> {
            registry.answer = registry::serve;
            StandInRegistry.send(exchange, 503, "{}");
        };

        assertThat(ids.schemaOf(101)).isEqualTo(Image.getClassSchema());
        assertThat(registry.asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaType\": \"PROTOBUF\", \"schema\": \"syntax = 'proto3';\"}",
                "{\"schema\": \"{\\\"type\\\": \\\"nonsense\\\"}\"}",
                "{\"schema\": \"not even JSON\"}",
                "{\"schema\": \"\\\"string\\\"\"}"
            })
    void aSchemaThatIsNoRecordOfTheTopicIsRefused(String answer) {
        registry.answer = exchange -> StandInRegistry.send(exchange, 200, answer);
        var images = topics().images();

        assertThatThrownBy(() -> images.decode(new byte[] {0, 0, 0, 0, 7, 1, 2, 3}))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("schema id 7");
    }

    @Test
    void anIncompatibleWriterIsRefused() {
        registry.schemas.add(new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"io.glyphstream.schemas.Image\", \"fields\": [{\"name\":"
                        + " \"id\", \"type\": \"int\"}]}"));

        assertThatThrownBy(() -> topics().images().decode(new byte[] {0, 0, 0, 0, 101, 2}))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageStartingWith("record is not a valid Image: ");
    }

    @Test
    void aRefusalIsNamedAndDoesNotCondemnTheRecord() {
        registry.answer =
                exchange -> StandInRegistry.send(exchange, 409, "{\"error_code\": 409, \"message\": \"incompatible\"}");
        var ids = SchemaIds.registry(registry.url());

        assertThatThrownBy(() -> ids.idOf("images-value", Image.getClassSchema()))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessage("the schema registry at " + registry.url()
                        + " refused to register io.glyphstream.schemas.Image as images-value: HTTP 409 incompatible");
        assertThatThrownBy(() -> ids.schemaOf(7)).isInstanceOf(SchemaRegistryException.class);
    }

    @Test
    void aFailureIsForgottenOnceTheRegistryIsBack() {
        var image = ExampleRecords.image(1, 1, new byte[1]);
        var bytes = topics().images().encode(image);
        var images = new Topics(Topics.DEFAULT_PREFIX, ids(System::nanoTime)).images();
        registry.answer = exchange -> StandInRegistry.send(exchange, 503, "<html>try later</html>");
        assertThatThrownBy(() -> images.decode(bytes))
                .isInstanceOf(SchemaRegistryUnavailableException.class)
                .hasMessageContaining("HTTP 503");

        registry.answer = registry::serve;

        assertThat(images.decode(bytes)).isEqualTo(image);
    }

    @Test
    void whatIsNotARegistryIsNamed() {
        registry.answer = exchange -> StandInRegistry.send(exchange, 200, "<html>welcome</html>");

        assertThatThrownBy(() -> SchemaIds.registry(registry.url()).schemaOf(7))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessage("GET " + registry.url()
                        + "/schemas/ids/7 was not answered with JSON; is a schema registry there?");
    }

    @Test
    void aSilentRegistryIsGivenUpOn() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            var ids = new RegistrySchemaIds(
                    url, Duration.ofMillis(200), Duration.ZERO, System::nanoTime, Optional.empty());

            assertThatThrownBy(() -> ids.schemaOf(7))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContaining("did not answer GET " + url + "/schemas/ids/7");
        }
    }

    @Test
    void credentialsAreSentAndNeverShown() {
        registry.answer = exchange -> StandInRegistry.send(exchange, 401, "{}");
        var url = URI.create("http://ada:secret@127.0.0.1:" + registry.url().getPort() + "/");

        assertThatThrownBy(() -> SchemaIds.registry(url).schemaOf(7))
                .hasMessageContaining("HTTP 401")
                .hasMessageNotContaining("secret");
        assertThat(registry.authorization).containsExactly("Basic YWRhOnNlY3JldA==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8081", "ftp://host", "http://", "no address"})
    void anAddressThatIsNoneIsRefusedAtTheDoor(String url) {
        assertThatThrownBy(() -> SchemaIds.of(Map.of(SchemaIds.REGISTRY_URL, url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("schema.registry.url must be an address such as http://localhost:8081 but was " + url);
    }

    /** Returns ids that are looked up once, without a second attempt. */
    private SchemaIds ids(LongSupplier nanoTime) {
        return new RegistrySchemaIds(registry.url(), Duration.ofSeconds(10), Duration.ZERO, nanoTime, Optional.empty());
    }

    private Topics topics() {
        return new Topics(
                Topics.DEFAULT_PREFIX,
                SchemaIds.of(Map.of(SchemaIds.REGISTRY_URL, registry.url().toString())));
    }
}
