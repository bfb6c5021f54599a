package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;

/** The framing and the records of all topics: images, labels, predictions, manifests, chunks and the others. */
final class RecordFuzzTest {
    private static final Topics TOPICS = new Topics("", SchemaIds.fixed());
    private static final int SCHEMAS = 16;

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreARecordOrRefused(byte[] bytes) {
        decode(bytes);
        for (int id = 1; id <= SCHEMAS; id++) {
            decode(ByteBuffer.allocate(5 + bytes.length)
                    .put((byte) 0)
                    .putInt(id)
                    .put(bytes)
                    .array());
        }
    }

    private static void decode(byte[] bytes) {
        for (var topic : TOPICS.all()) {
            try {
                assertThat((Object) topic.decode(bytes)).isNotNull();
            } catch (UndecodableRecordException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }
}
