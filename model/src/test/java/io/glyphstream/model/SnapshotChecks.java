package io.glyphstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/** What holds of the snapshots of every kind of model. */
public final class SnapshotChecks {

    private static final int STEP = 37;

    private SnapshotChecks() {}

    /**
     * Cuts a snapshot off and makes it longer.
     *
     * @param beginning so many of its first bytes are cut off one by one, the others some at a time
     */
    public static void requireThatNoOtherLengthIsRead(byte[] sound, int beginning) {
        for (int length = 0; length < sound.length; length += length < beginning ? 1 : STEP) {
            byte[] truncated = Arrays.copyOf(sound, length);
            assertThatThrownBy(() -> Snapshots.read(truncated)).isInstanceOf(InvalidSnapshotException.class);
        }
        assertThatThrownBy(() -> Snapshots.read(Arrays.copyOf(sound, sound.length + 1)))
                .isInstanceOf(InvalidSnapshotException.class);
    }

    /** Reads a snapshot that is refused with a message that contains this one. */
    public static void requireRefusal(byte[] snapshot, String message) {
        assertThatThrownBy(() -> Snapshots.read(snapshot))
                .isInstanceOf(InvalidSnapshotException.class)
                .hasMessageContaining(message);
    }

    /** Reads a snapshot that is refused before what it asks for is allocated. */
    public static void requireRefusalInLittleMemory(byte[] snapshot, String message) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

        requireRefusal(snapshot, message);

        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                .isLessThan(1 << 20);
    }

    /**
     * Reads beginnings of a snapshot with three bytes changed at random. Each is read, or refused with a message.
     *
     * @param changeable bytes are changed among so many of the first
     */
    public static void requireThatNoBytesBreakTheReader(byte[] sound, int changeable, int attempts, long seed) {
        var random = new Random(seed);
        for (int attempt = 0; attempt < attempts; attempt++) {
            byte[] bytes = Arrays.copyOf(sound, random.nextInt(sound.length) + 1);
            for (int change = 0; change < 3; change++) {
                bytes[random.nextInt(Math.min(bytes.length, changeable))] = (byte) random.nextInt();
            }
            try {
                Snapshots.read(bytes);
            } catch (InvalidSnapshotException e) {
                assertThat(e).hasMessageMatching("(?s).{10,}");
            }
        }
    }
}
