package io.glyphstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.schemas.kafka.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records on disks outlive the code that wrote them. */
class SchemaEvolutionTest {
    private static final FixedSchemaIds RELEASED = FixedSchemaIds.RELEASED;

    /** The fingerprints of all releases by id, so that no released file can be edited unnoticed. Append only. */
    private static final List<String> FINGERPRINTS = List.of(
            "72c8e55ed8fc52ab",
            "11871455baa9ba8e",
            "6e540c5d748f6cea",
            "f1455cd1fb794e50",
            "82b2794127b5bddd",
            "36ecfe2618db999a",
            "7f566ed301f1e277",
            "68bd711e70c00fd3",
            "e22cec6cd53372f8",
            "246d4fec429ad4e7",
            "e48dd24bc6b3dffa",
            "32342dcdcdb5dafa",
            "ac3387cb8f06f905",
            "6f5cb8377257ba3e",
            "d7e9b6ba7f14de3a",
            "447e9ee66812fbeb",
            "9377f33423af428b",
            "823d02629f811b82",
            "6dde3eb7ad97ffb6",
            "dce2360370fa76f2");

    static Stream<Class<? extends SpecificRecord>> written() {
        return Stream.of(
                Image.class,
                Label.class,
                Prediction.class,
                AccuracyReport.class,
                AccuracyPartial.class,
                ModelChunk.class,
                ModelManifest.class,
                Deployment.class,
                ProcessorReport.class,
                TrainerReport.class,
                TrainingOutcome.class,
                TrainingRequest.class,
                PinnedRecord.class,
                PinnedRange.class);
    }

    static IntStream ids() {
        return IntStream.rangeClosed(1, RELEASED.schemas().size());
    }

    @ParameterizedTest
    @MethodSource("written")
    void todaysCodeWritesTheNewestRelease(Class<? extends SpecificRecord> type) {
        var today = SpecificData.get().getSchema(type);
        var newest = ids().filter(id -> RELEASED.schemaOf(id).getFullName().equals(type.getName()))
                .max();

        assertThat(PublishedForm.of(today))
                .as("the source of %s differs from its newest release: append it as a new file", type.getSimpleName())
                .isEqualTo(RELEASED.schemaOf(newest.orElseThrow()));
        assertThat(RELEASED.idOf("any", today)).isEqualTo(newest.getAsInt());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void todaysCodeReadsEveryRelease(int id) throws IOException {
        var schema = RELEASED.schemaOf(id);
        var type = written()
                .filter(candidate -> candidate.getName().equals(schema.getFullName()))
                .findFirst()
                .orElseThrow();
        var serde = new AvroSerde<SpecificRecord>(RELEASED, List.of(type));

        for (var value : new RandomData(schema, 20, 7L)) {
            assertThat(serde.decode("topic", framed(id, schema, value))).isInstanceOf(type);
        }
    }

    /** With a schema registry, programs of several releases read each other's records. */
    @ParameterizedTest
    @MethodSource("ids")
    void everyReleaseOfARecordReadsEveryOther(int id) {
        var reader = RELEASED.schemaOf(id);

        assertThat(RELEASED.schemas())
                .filteredOn(writer -> writer.getFullName().equals(reader.getFullName()))
                .allSatisfy(writer -> assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                                .getType())
                        .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aReleaseNeverChanges(int id) {
        var fingerprint = Long.toHexString(SchemaNormalization.parsingFingerprint64(RELEASED.schemaOf(id)));

        assertThat(fingerprint)
                .as("release %d was edited; append a new one instead", id)
                .isEqualTo(FINGERPRINTS.get(id - 1));
    }

    @Test
    void recordsUnderAnOlderIdGetDefaultsForWhatTheyLack() throws IOException {
        var older = SchemaBuilder.record("io.glyphstream.schemas.Image")
                .fields()
                .requiredString("id")
                .requiredInt("columns")
                .requiredInt("rows")
                .requiredBytes("pixels")
                .requiredLong("capturedAt")
                .requiredString("camera")
                .endRecord();
        var ids = new FixedSchemaIds(List.of(older, PublishedForm.of(Image.getClassSchema())));
        var serde = new AvroSerde<Image>(ids, List.of(Image.class));
        var record = new GenericRecordBuilder(older)
                .set("id", "image-1")
                .set("columns", 3)
                .set("rows", 1)
                .set("pixels", ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .set("capturedAt", ExampleRecords.NOON.toEpochMilli())
                .set("camera", "left")
                .build();

        var image = serde.decode("images", framed(1, older, record));

        assertThat(image)
                .isEqualTo(new Image(
                        "image-1",
                        1,
                        3,
                        ByteBuffer.wrap(new byte[] {1, 2, 3}),
                        null,
                        ExampleRecords.NOON,
                        "",
                        Images.GRAY));
        assertThat(serde.encode("images", image)).startsWith(0, 0, 0, 0, 2);
    }

    @Test
    void anImageOfTheFirstReleaseIsGray() throws IOException {
        var first = new GenericRecordBuilder(RELEASED.schemaOf(1))
                .set("id", "image-1")
                .set("rows", 1)
                .set("columns", 3)
                .set("pixels", ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .set("capturedAt", ExampleRecords.NOON.toEpochMilli())
                .build();

        var image = ExampleRecords.topics().images().decode(framed(1, first.getSchema(), first));

        assertThat(image.getChannels()).isEqualTo(Images.GRAY);
        Images.validate(image);
    }

    @Test
    void aManifestOfAnEarlierReleaseIsOfGrayImagesWithoutNamesOrPreprocessing() throws IOException {
        for (int id : List.of(7, 11, 18)) {
            var earlier = readAs(id, ExampleRecords.manifest());

            var manifest =
                    (ModelManifest) ExampleRecords.topics().models().decode(framed(id, earlier.getSchema(), earlier));

            assertThat(manifest).isEqualTo(ExampleRecords.manifest());
            assertThat(manifest.getChannels()).isEqualTo(Images.GRAY);
            assertThat(ClassNames.of(manifest)).isEqualTo(ClassNames.none());
            assertThat(manifest.getPreprocessing()).isNull();
            assertThat(manifest.getLearningCurve()).isNull();
        }
    }

    /** As a program of an earlier release reads them that has the schemas from a registry. */
    @Test
    void earlierSchemasReadNewRecordsOfGrayImages() throws IOException {
        var image = readAs(1, ExampleRecords.image(1, 3, new byte[] {1, 2, 3}));
        var manifest = readAs(11, ExampleRecords.manifestFromLog());

        assertThat(image.get("id")).hasToString("image-1");
        assertThat(image.get("pixels")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(manifest.get("rows")).isEqualTo(4);
        assertThat(((GenericRecord) ((GenericRecord) manifest.get("training")).get("log")).get("window"))
                .hasToString("newest 1000");
    }

    @Test
    void anEarlierSchemaReadsAManifestWithoutItsLearningCurve() throws IOException {
        var manifest = readAs(18, ExampleRecords.learnedManifest());

        assertThat(manifest.get("kind")).hasToString("perceptron");
        assertThat(manifest.hasField("learningCurve")).isFalse();
    }

    @Test
    void aSchemaThatWasNeverReleasedHasNoId() {
        var unreleased = SchemaBuilder.record("io.glyphstream.schemas.Image")
                .fields()
                .requiredString("id")
                .endRecord();

        assertThatThrownBy(() -> RELEASED.idOf("any", unreleased))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("io.glyphstream.schemas.Image was never released in its present form");
    }

    @Test
    void releasedFilesStandAloneAndHoldNoHintsForJava() {
        Map<String, Schema> byName = new HashMap<>();
        for (var schema : RELEASED.schemas()) {
            byName.put(schema.getFullName(), schema);
            assertThat(schema.toString()).doesNotContain("avro.java");
        }
        assertThat(byName.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        written().map(Class::getName).toList());
    }

    /** Returns a record of today's as a program reads it whose schema is the release of this id. */
    private static GenericRecord readAs(int id, SpecificRecord record) throws IOException {
        Topic<?> topic = record instanceof Image
                ? ExampleRecords.topics().images()
                : ExampleRecords.topics().models();
        @SuppressWarnings("unchecked") // the topic takes the record
        var bytes = ((Topic<SpecificRecord>) topic).encode(record);
        var decoder = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
        return new GenericDatumReader<GenericRecord>(RELEASED.schemaOf(bytes[4]), RELEASED.schemaOf(id))
                .read(null, decoder);
    }

    private static byte[] framed(int id, Schema schema, Object value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, 0, (byte) id});
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<Object>(schema).write(value, encoder);
        return bytes.toByteArray();
    }
}
