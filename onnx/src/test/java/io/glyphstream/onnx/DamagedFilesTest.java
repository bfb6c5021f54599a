package io.glyphstream.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import io.glyphstream.model.graph.GraphNetwork;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file with damage is refused, or is still a network; it never takes more than memory and time in proportion to its size. */
class DamagedFilesTest {

    private static final int TRIES = 200;
    private static final long MEMORY = 256L << 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aDamagedFileIsRefusedOrIsANetwork(long seed) throws IOException {
        byte[] whole = DataFolder.network("zoo-mnist");
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < TRIES; i++) {
            refused += isRefused(damaged(whole, random)) ? 1 : 0;
        }

        assertThat(refused).isBetween(TRIES / 20, TRIES);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aDamagedStructureIsRefusedOrIsANetwork(long seed) {
        byte[] whole = Structures.small().bytes();
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 10 * TRIES; i++) {
            refused += isRefused(damaged(whole, random)) ? 1 : 0;
        }

        assertThat(refused).isBetween(TRIES, 10 * TRIES);
    }

    /** Cuts the file, or changes, inserts or removes some bytes. */
    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, at);
            case 1 -> System.arraycopy(whole, at, bytes, at / 2, Math.min(50, bytes.length - at));
            case 2 -> {
                for (int i = 0; i < 1 + random.nextInt(4); i++) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            default -> bytes[at] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static boolean isRefused(byte[] bytes) {
        var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        boolean isRefused = false;
        try {
            GraphNetwork network = OnnxImport.read(bytes, ImportSettings.none()).network();
            assertThatCode(() -> network.score(new byte[network.input().values()], 1))
                    .doesNotThrowAnyException();
        } catch (InvalidOnnxException e) {
            assertThat(e).hasMessageMatching("(?s).+\\. .+");
            isRefused = true;
        }
        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY);
        return isRefused;
    }
}
