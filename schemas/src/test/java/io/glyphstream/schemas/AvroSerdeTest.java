package io.glyphstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.schemas.ExampleRecords.Example;
import io.glyphstream.schemas.kafka.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSerdeTest {
    private static final Topic<Image> IMAGES = ExampleRecords.topics().images();
    private static final int FRAME = 5;

    static List<Example> examples() {
        return ExampleRecords.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatIsWrittenIsReadBack(Example example) {
        var read = example.topic().decode(example.bytes());

        assertThat(read).isEqualTo(example.value()).hasSameClassAs(example.value());
    }

    @Test
    void accuracyPartialsAreReadBackFromTheProcessorsOwnTopic() {
        var serde = ExampleRecords.topics().accuracyPartials();
        var partial = new AccuracyPartial(
                ExampleRecords.reference("mlp", 3), Role.CHAMPION, 1, 2, List.of(1L, 0L, 0L, 1L), 0L, null);

        var bytes = serde.serializer().serialize("app-tally-repartition", partial);

        assertThat(serde.deserializer().deserialize("app-tally-repartition", bytes))
                .isEqualTo(partial);
    }

    @Test
    void theFrameIsConfluents() throws IOException {
        var label = new Label("image-1", 7, ExampleRecords.NOON, "people");
        var datum = datum(out -> {
            out.writeString("image-1");
            out.writeInt(7);
            out.writeLong(ExampleRecords.NOON.toEpochMilli());
            out.writeString("people");
        });

        var bytes = ExampleRecords.topics().labels().encode(label);

        assertThat(bytes).isEqualTo(framed(2, datum));
    }

    @Test
    @SuppressWarnings("NullAway") // a record that breaks the rules is the point
    void aRecordThatCannotBeWrittenLeavesNothingBehind() {
        var topic = ExampleRecords.topics().labels();
        var label = new Label("image-1", 7, ExampleRecords.NOON, "people");
        var expected = topic.encode(label);

        assertThatThrownBy(() -> topic.encode(new Label("image-2", 8, ExampleRecords.NOON, null)))
                .isInstanceOf(RuntimeException.class);

        assertThat(topic.encode(label)).isEqualTo(expected);
    }

    @Test
    void tombstonesPassThrough() {
        var models = ExampleRecords.topics().models();

        assertThat(models.values().serializer().serialize(models.name(), null)).isNull();
        assertThat(models.values().deserializer().deserialize(models.name(), null))
                .isNull();
    }

    @Test
    void aMissingValueIsNoRecord() {
        var serde = (AvroSerde<Image>) IMAGES.values();

        assertThatThrownBy(() -> serde.decode("images", null))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("record has no value (null) where Image was expected");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyTruncationIsRefused(Example example) {
        var bytes = example.bytes();

        for (var length = 0; length < bytes.length; length++) {
            var shorter = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> example.topic().decode(shorter))
                    .as("first %d bytes", length)
                    .isInstanceOf(UndecodableRecordException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyFlippedBitIsRefusedOrReadsAsSomeOtherRecord(Example example) {
        var bytes = example.bytes();

        for (var bit = 0; bit < 8 * bytes.length; bit++) {
            var flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertReadsOrRefuses(example, flipped);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomBytesNeverDoHarm(long seed) {
        var random = new Random(seed);
        for (var example : examples()) {
            var id = example.bytes()[4];
            for (var round = 0; round < 5_000; round++) {
                var junk = new byte[random.nextInt(64)];
                random.nextBytes(junk);
                assertReadsOrRefuses(example, framed(id, junk));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void trailingBytesAreRefused(Example example) {
        var bytes = Arrays.copyOf(example.bytes(), example.bytes().length + 2);

        assertThatThrownBy(() -> example.topic().decode(bytes))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage(example.value().getSchema().getName() + " is followed by 2 bytes too many");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1021, 1021", "-1, 4294967295", "-2147483648, 2147483648"})
    void unknownSchemaIdsAreRefused(int id, String named) {
        assertThatThrownBy(() -> IMAGES.decode(framed(id, new byte[20])))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("schema id must be within [1, 20] but was " + named);
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 1020})
    void anIdAfterTheNewestIsOfALaterRelease(int id) {
        assertThatThrownBy(() -> IMAGES.decode(framed(id, new byte[20])))
                .isInstanceOf(LaterReleaseException.class)
                .hasMessageStartingWith("record of ")
                .hasMessageEndingWith(" was written by a later release: schema id " + id
                        + " but this release reads 1 to 20; upgrade this program");
    }

    @Test
    void aRecordThatBelongsElsewhereIsRefused() {
        var label = ExampleRecords.topics().labels().encode(new Label("image-1", 7, ExampleRecords.NOON, ""));

        assertThatThrownBy(() -> IMAGES.decode(label))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("record with schema id 2 is io.glyphstream.schemas.Label,"
                        + " which does not belong on glyphstream.images; it takes Image");
    }

    @Test
    void aRecordThatBelongsElsewhereIsNotWritten() {
        var models = ExampleRecords.topics().models();

        assertThatThrownBy(() -> models.encode(ExampleRecords.deployment()))
                .isInstanceOf(SerializationException.class)
                .hasMessage(
                        "Deployment does not belong on glyphstream.models, which takes ModelChunk or ModelManifest");
    }

    @Test
    void plainTextIsRefused() {
        assertThatThrownBy(() -> IMAGES.decode("junk".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("record must have at least 5 bytes but has 4");
        assertThatThrownBy(() -> IMAGES.decode("more junk".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageStartingWith(
                        "record is not in Confluent's framing: its first byte must be 0 but is 109; a newer");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 11, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE})
    void aLengthBeyondTheRecordIsRefusedBeforeAnythingIsAllocated(long length) throws IOException {
        var datum = datum(out -> {
            out.writeLong(length);
            out.writeFixed(new byte[10]);
        });

        assertThatThrownBy(() -> IMAGES.decode(framed(1, datum)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("string claims " + length + " bytes where 10 are left");
    }

    @Test
    void oversizeRecordsAreRefusedBothWays() {
        var huge = ExampleRecords.image(1024, 1024, new byte[1024 * 1024]);

        assertThatThrownBy(() -> IMAGES.encode(huge))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("Image for glyphstream.images takes ")
                .hasMessageEndingWith("the most is 1048576");
        assertThatThrownBy(() -> IMAGES.decode(new byte[AvroSerde.MAX_BYTES + 1]))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("record must have at most 1048576 bytes but has 1048577");
    }

    @Test
    void aFailureLeavesTheThreadsNextRecordUnharmed() {
        var good = ExampleRecords.image(2, 2, new byte[] {1, 2, 3, 4});
        assertThatThrownBy(() -> IMAGES.encode(ExampleRecords.image(1024, 1024, new byte[1024 * 1024])))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> IMAGES.decode(framed(1, new byte[] {2})))
                .isInstanceOf(UndecodableRecordException.class);

        assertThat(IMAGES.decode(IMAGES.encode(good))).isEqualTo(good);
    }

    private static void assertReadsOrRefuses(Example example, byte[] bytes) {
        try {
            assertThat(example.topic().decode(bytes)).isInstanceOf(Object.class);
        } catch (UndecodableRecordException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    private interface Datum {
        void write(BinaryEncoder out) throws IOException;
    }

    private static byte[] datum(Datum datum) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        datum.write(out);
        return bytes.toByteArray();
    }

    private static byte[] framed(int id, byte[] datum) {
        return ByteBuffer.allocate(FRAME + datum.length)
                .put((byte) 0)
                .putInt(id)
                .put(datum)
                .array();
    }
}
