package io.glyphstream.it;

import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.KafkaThread;

/** A program that waits without end for one of Kafka's threads, which dies. */
final class DyingThread {
    private DyingThread() {}

    public static void main(String[] arguments) throws InterruptedException {
        KafkaThread.daemon("dying", () -> {
                    throw new OutOfMemoryError("Java heap space");
                })
                .start();
        new CountDownLatch(1).await();
    }
}
