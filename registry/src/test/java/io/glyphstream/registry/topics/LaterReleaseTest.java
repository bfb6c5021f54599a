package io.glyphstream.registry.topics;

import static io.glyphstream.registry.topics.WrittenTopics.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** This release beside a later one, whose deployments have one more field and so another schema id. */
final class LaterReleaseTest {
    private static final int LATER_ID = 500;
    private static final Schema LATER = withOneMoreField();
    private static final ModelReference ONE = new ModelReference("mlp", 1, Digests.sha256(new byte[] {1}));
    private static final ModelReference TWO = new ModelReference("mlp", 2, Digests.sha256(new byte[] {2}));

    private final WrittenTopics topics = new WrittenTopics();
    private final DeploymentHistory here = new DeploymentHistory(TOPICS.deployments());
    private final DeploymentHistory later =
            new DeploymentHistory(new Topics(Topics.DEFAULT_PREFIX, new LaterIds()).deployments());

    @Test
    void aLaterReleaseReadsWhatBothHaveWritten() {
        topics.write(promotion(1, ONE));
        byLaterRelease(promotion(2, TWO));
        topics.write(promotion(3, ONE));

        topics.deployments.forEach(later::apply);

        assertThat(later.events()).containsExactly(promotion(1, ONE), promotion(2, TWO), promotion(3, ONE));
        assertThat(later.missed()).isEmpty();
    }

    @Test
    void aDecisionByALaterReleaseIsMissedAndNamed() {
        topics.write(promotion(1, ONE));
        byLaterRelease(promotion(2, TWO));

        topics.deployments.forEach(here::apply);

        assertThat(here.missed())
                .hasValueSatisfying(missed -> assertThat(missed)
                        .startsWith(
                                "deployment 2 at offset 1 cannot be read: record of glyphstream.deployments was written"
                                        + " by a later release: schema id 500 but this release reads 1 to ")
                        .endsWith("; upgrade this program"));
        assertThat(here.events()).containsExactly(promotion(1, ONE));
    }

    @Test
    void whatTakesTheSameNumberAfterItIsVoidAsItIsForTheLaterRelease() {
        topics.write(promotion(1, ONE));
        byLaterRelease(promotion(2, TWO));
        topics.write(promotion(2, ONE));

        topics.deployments.forEach(here::apply);
        topics.deployments.forEach(later::apply);

        assertThat(here.events()).containsExactly(promotion(1, ONE));
        assertThat(later.events()).containsExactly(promotion(1, ONE), promotion(2, TWO));
    }

    @Test
    void aDecisionThatLostItsRaceIsNotMissed() {
        topics.write(promotion(1, ONE));
        topics.write(promotion(2, ONE));
        byLaterRelease(promotion(2, TWO));

        topics.deployments.forEach(here::apply);

        assertThat(here.missed()).isEmpty();
    }

    @Test
    void aRecordWithoutAKeyIsNoDecision() {
        topics.write(promotion(1, ONE));
        topics.rawDeployment(null, laterBytes(promotion(2, TWO)));

        topics.deployments.forEach(here::apply);

        assertThat(here.missed()).isEmpty();
    }

    @Test
    void anotherTopicOfThatNameIsReadFromItsBeginning() {
        byLaterRelease(promotion(1, TWO));
        topics.deployments.forEach(here::apply);

        here.clear();

        assertThat(here.missed()).isEmpty();
    }

    private void byLaterRelease(Deployment event) {
        topics.rawDeployment(Long.toString(event.getSequence()), laterBytes(event));
    }

    private static byte[] laterBytes(Deployment event) {
        try {
            var written = TOPICS.deployments().encode(event);
            var decoder = DecoderFactory.get().binaryDecoder(written, 5, written.length - 5, null);
            var record = new GenericDatumReader<GenericData.Record>(Deployment.getClassSchema()).read(null, decoder);
            var extended = new GenericData.Record(LATER);
            record.getSchema().getFields().forEach(field -> extended.put(field.name(), record.get(field.name())));
            extended.put("ticket", "OPS-1");
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(
                    ByteBuffer.allocate(5).put((byte) 0).putInt(LATER_ID).array());
            new GenericDatumWriter<GenericData.Record>(LATER)
                    .write(extended, EncoderFactory.get().directBinaryEncoder(bytes, null));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static Schema withOneMoreField() {
        var schema = Deployment.getClassSchema();
        var fields = new ArrayList<Schema.Field>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("ticket", Schema.create(Schema.Type.STRING), null, ""));
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private static Deployment promotion(long sequence, ModelReference champion) {
        return WrittenTopics.deployment(sequence, DeploymentAction.PROMOTE, champion, champion);
    }

    /** The table of the later release: ours, and one more. */
    private static final class LaterIds implements SchemaIds {
        @Override
        public int idOf(String subject, Schema schema) {
            return SchemaIds.fixed().idOf(subject, schema);
        }

        @Override
        public Schema schemaOf(int id) {
            return id == LATER_ID ? LATER : SchemaIds.fixed().schemaOf(id);
        }
    }
}
