package io.glyphstream.console.stream;

import io.glyphstream.operations.MissingTopicException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of the console that does its work until it is closed. Pages ask how it is, so that nobody misses its end. */
final class AttendedThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AttendedThread.class);

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile FeedCondition condition = FeedCondition.STARTING;

    private AttendedThread(String name, Work work) {
        thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
    }

    /** What the thread does. */
    @FunctionalInterface
    interface Work {

        /**
         * Works until the thread is closed. It is called again a second after Kafka failed or a topic was missing.
         *
         * @throws KafkaException when Kafka fails
         * @throws MissingTopicException when a topic is not there
         */
        void run(AttendedThread thread) throws InterruptedException;
    }

    static AttendedThread start(String name, Work work) {
        var attended = new AttendedThread(name, work);
        attended.thread.start();
        return attended;
    }

    FeedCondition condition() {
        return condition;
    }

    boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Tells that the work goes well. */
    void well() {
        if (condition.state() != FeedCondition.State.READING) {
            LOG.info("{}: Kafka answers", thread.getName());
            condition = FeedCondition.READING;
        }
    }

    /** Tells that Kafka does not answer, or not as it should. */
    void away(RuntimeException why) {
        if (condition.state() != FeedCondition.State.AWAY) {
            LOG.warn("{}: Kafka cannot be read; it is tried again: {}", thread.getName(), why.toString());
        }
        condition = FeedCondition.away(why);
    }

    /** Waits so long, or until the thread is closed. */
    void pause(Duration time) throws InterruptedException {
        closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(FAREWELL.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Work work) {
        try {
            while (!isClosing()) {
                runOnce(work);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            condition = FeedCondition.ended(stopped);
        } catch (RuntimeException | Error failed) {
            LOG.error("{} has ended; restart the console", thread.getName(), failed);
            condition = FeedCondition.ended(failed);
        }
    }

    private void runOnce(Work work) throws InterruptedException {
        try {
            work.run(this);
        } catch (KafkaException | MissingTopicException failed) {
            away(failed);
            pause(RETRY);
        }
    }
}
