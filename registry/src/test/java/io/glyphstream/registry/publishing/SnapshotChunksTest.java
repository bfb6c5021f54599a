package io.glyphstream.registry.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.registry.topics.Limits;
import io.glyphstream.registry.topics.WrittenTopics;
import io.glyphstream.schemas.Digests;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SnapshotChunksTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                1,
                2,
                Limits.CHUNK_BYTES - 1,
                Limits.CHUNK_BYTES,
                Limits.CHUNK_BYTES + 1,
                2 * Limits.CHUNK_BYTES,
                2_000_003
            })
    void chunksInOrderAreTheSnapshot(int size) {
        var snapshot = WrittenTopics.bytes(size, size);

        var chunks = new SnapshotChunks(snapshot);

        var joined = new ByteArrayOutputStream();
        for (int index = 0; index < chunks.count(); index++) {
            var data = chunks.chunk(index).getData();
            assertThat(data.remaining()).isBetween(1, Limits.CHUNK_BYTES);
            assertThat(Digests.sha256(data)).isEqualTo(chunks.hashes().get(index));
            var copy = new byte[data.remaining()];
            data.get(copy);
            joined.writeBytes(copy);
        }
        assertThat(joined.toByteArray()).isEqualTo(snapshot);
        assertThat(chunks.sha256()).isEqualTo(Digests.sha256(snapshot));
        assertThat(chunks.size()).isEqualTo(size);
    }

    @Test
    void anEmptySnapshotIsRefused() {
        assertThatThrownBy(() -> new SnapshotChunks(new byte[0])).hasMessageContaining("but had 0");
    }
}
