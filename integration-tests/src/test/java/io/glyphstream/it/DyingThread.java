package io.glyphstream.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.KafkaThread;
import org.jspecify.annotations.Nullable;

/** A program that waits without end for one of Kafka's threads, which fills nearly all memory and dies of that. */
final class DyingThread {
    /** What is never given back. */
    private static final List<List<Object>> FULL = new ArrayList<>();

    /** Enough to log the death, and not to report it in the usual way. */
    @SuppressWarnings("UnusedVariable") // It is only there to be given back.
    private static byte @Nullable [] reserve = new byte[64 << 10];

    private DyingThread() {}

    public static void main(String[] arguments) throws InterruptedException {
        KafkaThread.daemon("dying", DyingThread::fill).start();
        new CountDownLatch(1).await();
    }

    /** Takes less and less at a time, until there is no room but the reserve. */
    private static void fill() {
        var error = new OutOfMemoryError("Java heap space");
        for (int size = 1 << 20; size > 16; size /= 2) {
            try {
                while (true) {
                    FULL.add(List.of(new byte[size]));
                }
            } catch (OutOfMemoryError full) {
                error = full;
            }
        }
        reserve = null;
        throw error;
    }
}
