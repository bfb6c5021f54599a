package io.glyphstream.soak;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads committed predictions as they come, and knows for each partition of the images how new the newest answered one is. */
final class AnswerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerWatch.class);

    private final Topics topics;
    private final CommittedReader reader;

    @GuardedBy("this")
    private final Map<Integer, Instant> newest = new HashMap<>();

    @GuardedBy("this")
    private int partitions;

    @GuardedBy("this")
    private Optional<Throwable> failure = Optional.empty();

    private final Thread thread = new Thread(this::run, "answer-watch");
    private volatile boolean closed;

    AnswerWatch(KafkaCluster cluster, Topics topics, int partitions) {
        this.topics = topics;
        this.partitions = partitions;
        reader = new CommittedReader(cluster, List.of(topics.predictions().name()), CommittedReader.Start.BEGINNING);
    }

    void start() {
        thread.start();
    }

    /** Expects answers in so many partitions from now on. */
    synchronized void expectPartitions(int count) {
        partitions = count;
    }

    /**
     * Waits until each partition has an answer to an image that came after this instant, and returns whether it has.
     *
     * @throws IllegalStateException when the answers cannot be read any more
     */
    synchronized boolean awaitAnswersToImagesAfter(Instant instant, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isPast(instant)) {
            if (failure.isPresent()) {
                throw new IllegalStateException(
                        "the soak cannot read the answers any more: " + failure.get(), failure.get());
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return true;
    }

    @GuardedBy("this")
    private boolean isPast(Instant instant) {
        return newest.size() == partitions && newest.values().stream().allMatch(captured -> captured.isAfter(instant));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }

    private void run() {
        try {
            while (!closed) {
                for (var record : reader.poll()) {
                    var prediction = topics.predictions().decode(record.value());
                    enter(prediction.getInputPartition(), prediction.getCapturedAt());
                }
            }
        } catch (RuntimeException | Error failed) {
            LOG.error("The soak cannot be observed any more", failed);
            fail(failed);
        }
    }

    private synchronized void fail(Throwable cause) {
        failure = Optional.of(cause);
        notifyAll();
    }

    private synchronized void enter(int partition, Instant captured) {
        newest.merge(partition, captured, (known, other) -> other.isAfter(known) ? other : known);
        notifyAll();
    }
}
