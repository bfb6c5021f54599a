package io.glyphstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** A schema registry hands out schemas of later releases, too. */
final class LaterSchemaTest {
    private static final Deployment EVENT = new Deployment(
            1L,
            DeploymentAction.RETIRE,
            ExampleRecords.manifest().getReference(),
            null,
            List.of(),
            "ada",
            "",
            ExampleRecords.NOON);

    private final Schema ours = PublishedForm.of(Deployment.getClassSchema());

    @Test
    void recordWithoutANewValueIsRead() {
        var later = readerOf(ours.toString().replace("\"RETIRE\"", "\"RETIRE\",\"PAUSE\""));

        assertThat(later.decode("deployments", written(DeploymentAction.RETIRE.ordinal())))
                .isEqualTo(EVENT);
    }

    @Test
    void newValueOfAnEnumIsToldFromJunk() {
        var later = readerOf(ours.toString().replace("\"RETIRE\"", "\"RETIRE\",\"PAUSE\""));

        assertThatThrownBy(() -> later.decode("deployments", written(DeploymentAction.RETIRE.ordinal() + 1)))
                .isInstanceOf(LaterReleaseException.class)
                .hasMessageStartingWith("record of deployments was written by a later release: its schema (id 1) has a"
                        + " value that is new: ");
    }

    @Test
    void schemaThatLacksAFieldIsNotOfALaterRelease() {
        var foreign = readerOf(
                ours.toString().replace("\"RETIRE\"", "\"RETIRE\",\"PAUSE\"").replace("\"actor\"", "\"who\""));

        assertThatThrownBy(() -> foreign.decode("deployments", written(DeploymentAction.RETIRE.ordinal())))
                .isExactlyInstanceOf(UndecodableRecordException.class);
    }

    private static AvroSerde<Deployment> readerOf(String schema) {
        return new AvroSerde<>(
                new FixedSchemaIds(List.of(new Schema.Parser().parse(schema))), List.of(Deployment.class));
    }

    /** Returns the event under schema id 1, with another action. */
    private static byte[] written(int action) {
        var bytes = ExampleRecords.topics().deployments().encode(EVENT);
        ByteBuffer.wrap(bytes).putInt(1, 1).put(6, (byte) (2 * action));
        return bytes;
    }
}
