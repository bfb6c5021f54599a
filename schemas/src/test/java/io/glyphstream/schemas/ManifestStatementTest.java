package io.glyphstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures outlive the code that made them. */
class ManifestStatementTest {
    private static final String HEADING = "glyphstream manifest 7\n";

    private final Topics topics = ExampleRecords.topics();

    @Test
    void itIsTheDatumOfReleaseSevenWithoutTheSignature() throws IOException {
        var statement = ManifestStatement.of(ExampleRecords.manifest());

        var datum = Arrays.copyOfRange(statement, HEADING.length(), statement.length);
        var decoder = DecoderFactory.get().binaryDecoder(datum, null);
        var reader = new GenericDatumReader<GenericRecord>(FixedSchemaIds.RELEASED.schemaOf(7));
        var read = reader.read(null, decoder);
        assertThat(new String(statement, 0, HEADING.length(), StandardCharsets.US_ASCII))
                .isEqualTo(HEADING);
        assertThat(decoder.isEnd()).isTrue();
        assertThat(read.get("signature")).isNull();
        assertThat(read.get("kind")).hasToString("perceptron");
    }

    @Test
    void thatOfAManifestWithARecipeIsTheDatumOfReleaseElevenWithoutTheSignature() throws IOException {
        var statement = ManifestStatement.of(ExampleRecords.manifestFromLog());

        var heading = "glyphstream manifest 11\n";
        var datum = Arrays.copyOfRange(statement, heading.length(), statement.length);
        var decoder = DecoderFactory.get().binaryDecoder(datum, null);
        var reader = new GenericDatumReader<GenericRecord>(FixedSchemaIds.RELEASED.schemaOf(11));
        var training = (GenericRecord) reader.read(null, decoder).get("training");
        assertThat(new String(statement, 0, heading.length(), StandardCharsets.US_ASCII))
                .isEqualTo(heading);
        assertThat(decoder.isEnd()).isTrue();
        assertThat(training.get("log")).isNotNull();
        assertThat(((GenericRecord) training.get("recipe")).get("preset")).hasToString("quick");
    }

    /** As the release before images in color made them. */
    @Test
    void thatOfAManifestWithoutNamesOrColorsHasTheBytesThatEarlierReleasesSigned() {
        assertThat(Digests.sha256(ManifestStatement.of(ExampleRecords.manifest())))
                .isEqualTo(Digests.parse("031de29fc6b6f80d803ba4a1287b48a397fa9d7802ebe89eee9ef5aa2cb0b87e"));
        assertThat(Digests.sha256(ManifestStatement.of(ExampleRecords.manifestFromLog())))
                .isEqualTo(Digests.parse("f591072474eaa1d0d4e29d62c6f99a4c0b574c21946ea55f668f02807be0a786"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"channels", "classNames", "preprocessing"})
    void thatOfAManifestWithColorsOrNamesOrPreprocessingIsTheDatumOfReleaseEighteen(String field) throws IOException {
        var manifest = ExampleRecords.manifest();
        var value = ExampleRecords.colorManifest()
                .get(manifest.getSchema().getField(field).pos());
        manifest.put(field, value);

        var statement = ManifestStatement.of(manifest);

        var heading = "glyphstream manifest 18\n";
        var decoder = DecoderFactory.get()
                .binaryDecoder(statement, heading.length(), statement.length - heading.length(), null);
        var reader = new GenericDatumReader<GenericRecord>(FixedSchemaIds.RELEASED.schemaOf(18));
        var read = reader.read(null, decoder);
        assertThat(new String(statement, 0, heading.length(), StandardCharsets.US_ASCII))
                .isEqualTo(heading);
        assertThat(decoder.isEnd()).isTrue();
        assertThat(read.get("signature")).isNull();
        assertThat(read.get(field)).hasToString(String.valueOf(value));
    }

    @Test
    void thatOfAManifestWithALearningCurveIsTheDatumOfReleaseTwenty() throws IOException {
        var manifest = ExampleRecords.learnedManifest();

        var statement = ManifestStatement.of(manifest);

        var heading = "glyphstream manifest 20\n";
        var decoder = DecoderFactory.get()
                .binaryDecoder(statement, heading.length(), statement.length - heading.length(), null);
        var reader = new GenericDatumReader<GenericRecord>(FixedSchemaIds.RELEASED.schemaOf(20));
        var read = reader.read(null, decoder);
        assertThat(new String(statement, 0, heading.length(), StandardCharsets.US_ASCII))
                .isEqualTo(heading);
        assertThat(decoder.isEnd()).isTrue();
        assertThat(read.get("signature")).isNull();
        assertThat(read.get("learningCurve")).hasToString(String.valueOf(manifest.getLearningCurve()));
    }

    /** As the release before learning curves made it. */
    @Test
    void thatOfAManifestOfColorsWithoutACurveHasTheBytesThatEarlierReleasesSigned() {
        assertThat(Digests.sha256(ManifestStatement.of(ExampleRecords.colorManifest())))
                .isEqualTo(Digests.parse("1d2dbb60731f01c04fe04ead2240611e07a774a8a256d44da86411e75fa09484"));
    }

    @Test
    void neitherTheSignatureNorTheOrderOfTheSettingsNorTheJourneyChangesIt() {
        var manifest = ExampleRecords.manifest();
        var settings = new LinkedHashMap<String, String>();
        settings.put("rate", "0.1");
        settings.put("epochs", "5");
        var other = withSettings(manifest, settings);
        var travelled = (ModelManifest) topics.models().decode(topics.models().encode(other));

        assertThat(ManifestStatement.of(travelled)).isEqualTo(ManifestStatement.of(manifest));
        assertThat(ManifestStatement.of(ManifestStatement.signed(manifest, ByteBuffer.wrap(new byte[] {1}))))
                .isEqualTo(ManifestStatement.of(manifest));
    }

    /** Whatever bit is flipped in an encoded manifest, either it is no manifest any more, or its statement differs. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whateverElseIsChangedChangesIt(long seed) {
        whateverElseIsChangedChangesTheStatementOf(ExampleRecords.manifest(), new Random(seed));
        whateverElseIsChangedChangesTheStatementOf(ExampleRecords.manifestFromLog(), new Random(seed));
        whateverElseIsChangedChangesTheStatementOf(ExampleRecords.colorManifest(), new Random(seed));
        whateverElseIsChangedChangesTheStatementOf(ExampleRecords.learnedManifest(), new Random(seed));
    }

    private void whateverElseIsChangedChangesTheStatementOf(ModelManifest manifest, Random random) {
        var signed = ManifestStatement.signed(manifest, ByteBuffer.wrap(new byte[0]));
        var encoded = topics.models().encode(signed);
        var statement = ByteBuffer.wrap(ManifestStatement.of(signed));
        for (var trial = 0; trial < 1000; trial++) {
            var damaged = encoded.clone();
            var place = 5 + random.nextInt(damaged.length - 5);
            damaged[place] ^= (byte) (1 << random.nextInt(8));
            assertThat(statementOf(damaged)).isNotEqualTo(Optional.of(statement));
        }
    }

    private Optional<ByteBuffer> statementOf(byte[] encoded) {
        try {
            return topics.models().decode(encoded) instanceof ModelManifest manifest
                    ? Optional.of(ByteBuffer.wrap(ManifestStatement.of(manifest)))
                    : Optional.empty();
        } catch (UndecodableRecordException noManifest) {
            return Optional.empty();
        }
    }

    private static ModelManifest withSettings(ModelManifest manifest, LinkedHashMap<String, String> settings) {
        var old = manifest.getTraining();
        var training = new TrainingFacts(
                old.getDataset(),
                old.getDatasetSha256(),
                old.getSeed(),
                settings,
                old.getTrainedOn(),
                old.getHeldOut(),
                old.getCorrect(),
                List.copyOf(old.getConfusion()),
                old.getDurationMillis(),
                old.getRecipe(),
                old.getLog());
        return new ModelManifest(
                manifest.getReference(),
                manifest.getKind(),
                manifest.getFormat(),
                manifest.getSize(),
                manifest.getChunkHashes(),
                manifest.getRows(),
                manifest.getColumns(),
                manifest.getClasses(),
                training,
                manifest.getProbes(),
                manifest.getPublishedBy(),
                manifest.getPublishedAt(),
                manifest.getSignature(),
                1,
                List.of(),
                null,
                null);
    }
}
