package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import java.nio.ByteBuffer;

/** The snapshots of perceptrons and of nearest neighbors. */
final class SnapshotFuzzTest {
    private static final int MAGIC = 0x474c594d;
    private static final short VERSION = 1;

    @FuzzTest(maxDuration = "60s")
    void anySnapshotIsAModelOrRefused(byte[] bytes) {
        read(bytes);
        read(ByteBuffer.allocate(6 + bytes.length)
                .putInt(MAGIC)
                .putShort(VERSION)
                .put(bytes)
                .array());
    }

    private static void read(byte[] bytes) {
        try {
            assertThat(Snapshots.read(bytes).rows()).isPositive();
        } catch (InvalidSnapshotException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
