package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRulesTest {
    @ParameterizedTest
    @CsvSource({
        "27, 28, 755, image of 27 x 28 has 755 pixels",
        "28, 28, 0, image of 28 x 28 has 0 pixels",
        "28, 28, 783, image of 28 x 28 has 783 pixels",
        "28, 28, 785, image of 28 x 28 has 785 pixels",
        "0, 28, 0, 'rows and columns of an image must be within [1, 1024] but were 0 x 28'",
        "28, -1, 28, 'rows and columns of an image must be within [1, 1024] but were 28 x -1'",
        "1, 1025, 1025, 'rows and columns of an image must be within [1, 1024] but were 1 x 1025'",
        "65536, 65536, 0, 'rows and columns of an image must be within [1, 1024] but were 65536 x 65536'",
    })
    void anImageHasOnePixelForEachPlace(int rows, int columns, int pixels, String message) {
        var image = ExampleRecords.image(rows, columns, new byte[pixels]);

        assertThatThrownBy(() -> Images.validate(image))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, 1, 6",
        "2, 3, 3, 18",
        "1024, 1024, 3, 3145728",
    })
    void anImageHasAByteForEachChannelOfEachPixel(int rows, int columns, int channels, int bytes) {
        assertThatCode(() -> Images.validate(image(rows, columns, channels, bytes)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, 3, 6, image of 2 x 3 x 3 has 6 bytes of pixels",
        "2, 3, 1, 18, image of 2 x 3 has 18 pixels",
        "2, 3, 2, 12, channels of an image must be 1 or 3 but were 2",
        "2, 3, 0, 0, channels of an image must be 1 or 3 but were 0",
        "2, 3, -2147483648, 0, channels of an image must be 1 or 3 but were -2147483648",
        "2, 1025, 3, 6150, 'rows and columns of an image must be within [1, 1024] but were 2 x 1025'",
    })
    void otherShapesAreRefusedWithTheShape(int rows, int columns, int channels, int bytes, String message) {
        assertThatThrownBy(() -> Images.validate(image(rows, columns, channels, bytes)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage(message);
    }

    private static Image image(int rows, int columns, int channels, int bytes) {
        return new Image("a", rows, columns, ByteBuffer.allocate(bytes), null, ExampleRecords.NOON, "", channels);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256, Integer.MIN_VALUE})
    void aLabelIsAClass(int label) {
        var image = new Image("a", 1, 1, ByteBuffer.allocate(1), label, ExampleRecords.NOON, "", Images.GRAY);
        var truth = new Label("a", label, ExampleRecords.NOON, "");

        assertThatThrownBy(() -> Images.validate(image)).hasMessage("label must be within [0, 255] but was " + label);
        assertThatThrownBy(() -> Images.validate(truth)).hasMessage("label must be within [0, 255] but was " + label);
    }

    @Test
    void soundImagesPass() {
        var unlabeled = new Image("a", 1, 1024, ByteBuffer.allocate(1024), null, ExampleRecords.NOON, "", Images.GRAY);

        assertThatCode(() -> Images.validate(unlabeled)).doesNotThrowAnyException();
        assertThatCode(() -> Images.validate(ExampleRecords.image(28, 28, new byte[784])))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"a, 1", "ü, 2", "€, 3", "😀, 4"})
    void idsAndSourcesMayTakeSoManyBytesAndNoMore(String letter, int bytes) {
        var id = letter.repeat(TextLimits.ID / bytes) + "a".repeat(TextLimits.ID % bytes);
        var source = letter.repeat(TextLimits.SOURCE / bytes) + "a".repeat(TextLimits.SOURCE % bytes);

        assertThatCode(() -> Images.validate(image(id, source))).doesNotThrowAnyException();
        assertThatCode(() -> Images.validate(new Label(id, 0, ExampleRecords.NOON, source)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Images.validate(image(id + "a", source)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("image id must have at most 1024 bytes of UTF-8 but had 1025");
        assertThatThrownBy(() -> Images.validate(image(id, source + "a")))
                .hasMessage("image source must have at most 4096 bytes of UTF-8 but had 4097");
        assertThatThrownBy(() -> Images.validate(new Label(id + "a", 0, ExampleRecords.NOON, "")))
                .hasMessage("image id of a label must have at most 1024 bytes of UTF-8 but had 1025");
        assertThatThrownBy(() -> Images.validate(new Label("a", 0, ExampleRecords.NOON, source + "a")))
                .hasMessage("label source must have at most 4096 bytes of UTF-8 but had 4097");
    }

    @Test
    void whatWasValidBeforeTextsHadLimitsIsStillOfTheRightForm() {
        var long65536 = "L".repeat(65_536);

        assertThatCode(() -> Images.validateForm(image(long65536, long65536))).doesNotThrowAnyException();
        assertThatCode(() -> Images.validateForm(new Label(long65536, 0, ExampleRecords.NOON, long65536)))
                .doesNotThrowAnyException();
    }

    private static Image image(String id, String source) {
        return new Image(id, 1, 1, ByteBuffer.allocate(1), null, ExampleRecords.NOON, source, 1);
    }

    @Test
    void pixelsAreCopiedAndCanBeReadAgain() {
        var image = ExampleRecords.image(1, 3, new byte[] {1, 2, 3});

        Images.pixels(image)[0] = 9;

        assertThat(Images.pixels(image)).containsExactly(1, 2, 3);
    }

    @Test
    void digestsAreSha256() {
        // The example of FIPS 180-2, appendix B.1.
        var expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        var buffer = ByteBuffer.wrap("xabc".getBytes(UTF_8)).position(1);

        assertThat(Digests.hex(Digests.sha256("abc".getBytes(UTF_8)))).isEqualTo(expected);
        assertThat(Digests.hex(Digests.sha256(buffer))).isEqualTo(expected);
        assertThat(buffer.position()).isEqualTo(1);
        assertThat(Digests.parse(expected)).isEqualTo(Digests.sha256("abc".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ba78", "zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"})
    void whatIsNoDigestIsRefused(String hex) {
        assertThatThrownBy(() -> Digests.parse(hex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have 64 hexadecimal digits but was " + hex);
    }

    @Test
    void keysAreThoseOfTheDesign() {
        var model = new ModelReference("mlp", 3, Digests.parse("0f".repeat(32)));

        assertThat(RecordKeys.chunk(model.getSha256(), 2)).isEqualTo("chunk/" + "0f".repeat(32) + "/2");
        assertThat(RecordKeys.manifest("mlp", 3)).isEqualTo("manifest/mlp/3");
        assertThat(RecordKeys.accuracy(model)).isEqualTo("mlp@3");
        assertThat(RecordKeys.accuracy(model, Instant.parse("2026-01-01T12:00:00Z")))
                .isEqualTo("mlp@3/2026-01-01T12:00:00Z");
        assertThat(RecordKeys.deployment(17)).isEqualTo("17");
    }

    @Test
    void aPredictionsHeadersGiveTheChampionsAnswer() {
        var headers = new RecordHeaders();

        new PredictionHeaders().write(ExampleRecords.prediction(), headers);

        assertThat(headers.toArray())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly("glyphstream.answer=7", "glyphstream.confidence=0.775", "glyphstream.model=mlp@3");
    }

    /** A writer keeps headers, and another champion calls the same class something else. */
    @Test
    void theNameOfTheClassIsThatOfTheChampionsPublisher() {
        var writer = new PredictionHeaders();
        var names = new ArrayList<String>();
        for (var classNames : List.of(
                new ClassNames(List.of("0", "1", "2", "3", "4", "5", "6", "seven")),
                new ClassNames(List.of("a", "b", "c", "d", "e", "f", "g", "h\u00e4")),
                ClassNames.none(),
                new ClassNames(List.of("a", "b")))) {
            var headers = new RecordHeaders();
            writer.write(ExampleRecords.prediction(), classNames, headers);
            var header = headers.lastHeader(PredictionHeaders.CLASS_NAME);
            names.add(header == null ? "none" : new String(header.value(), UTF_8));
        }

        assertThat(names).containsExactly("seven", "h\u00e4", "none", "none");
    }

    @Test
    void aDeadLettersHeadersAreReadBackAndReplaceForgedOnes() {
        var letter = new DeadLetterHeaders("glyphstream.images", 2, 41, "classify", "image of 27 x 28 has 755 pixels");
        var headers = new RecordHeaders();
        headers.add(DeadLetterHeaders.REASON, "forged".getBytes(UTF_8));

        DeadLetterHeaders.write(letter, headers);

        assertThat(DeadLetterHeaders.read(headers)).isEqualTo(letter);
        assertThat(headers.headers(DeadLetterHeaders.REASON)).hasSize(1);
    }

    @Test
    void aDeadLettersReasonIsCut() {
        var letter = new DeadLetterHeaders("images", 0, 0, "classify", "x".repeat(5000));

        assertThat(letter.reason()).hasSize(1000).endsWith("x…");
    }

    @Test
    void missingAndBrokenDeadLetterHeadersAreNamed() {
        var headers = new RecordHeaders();
        assertThatThrownBy(() -> DeadLetterHeaders.read(headers))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("dead letter has no header glyphstream.dead-letter.topic");

        DeadLetterHeaders.write(new DeadLetterHeaders("images", 0, 0, "classify", "why"), headers);
        headers.remove(DeadLetterHeaders.OFFSET).add(DeadLetterHeaders.OFFSET, "many".getBytes(UTF_8));
        assertThatThrownBy(() -> DeadLetterHeaders.read(headers)).isInstanceOf(UndecodableRecordException.class);
    }

    @Test
    void aClientsSettingsAreDefaultsThenTheUsersThenTheRequiredOnes() {
        var cluster = new KafkaCluster(
                "localhost:9092", Map.of("linger.ms", "7", "acks", "0", SchemaIds.REGISTRY_URL, "http://localhost"));

        var settings = cluster.clientSettings(Map.of("linger.ms", 5, "batch.size", 9), Map.of("acks", "all"));

        assertThat(settings)
                .containsOnly(
                        Map.entry("linger.ms", "7"),
                        Map.entry("batch.size", 9),
                        Map.entry("acks", "all"),
                        Map.entry("bootstrap.servers", "localhost:9092"));
    }

    @Test
    void aClusterNeverPrintsItsSecrets() {
        var cluster = new KafkaCluster("localhost:9092", Map.of("ssl.key.password", "secret"));

        assertThat(cluster.toString()).isEqualTo("KafkaCluster[localhost:9092, settings=[ssl.key.password]]");
    }

    @Test
    void aTopicPrefixMustBeLegal() {
        assertThatThrownBy(() -> new Topics("my topics/", SchemaIds.fixed()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but was my topics/");
    }

    @Test
    void theLargestImageFitsAsADeadLetterIntoAProducersDefaultRequest() {
        var request = (Integer) ProducerConfig.configDef().defaultValues().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        var image = ExampleRecords.topics().images().settings().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        var headers = new RecordHeaders();
        DeadLetterHeaders.write(
                new DeadLetterHeaders("t".repeat(249), 0, Long.MAX_VALUE, "s".repeat(249), "…".repeat(5000)), headers);
        var bytes = 0;
        for (var header : headers) {
            bytes += header.key().length() + header.value().length + 10;
        }

        assertThat(Integer.parseInt(image) + bytes).isLessThan(request);
    }
}
