package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.operations.MissingTopicException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Reads the dead letters, and keeps the newest without their values. Thread-safe. */
public final class DeadLetterFeed implements AutoCloseable {

    /** So many are kept. */
    public static final int KEPT = 500;

    /** So far back it looks in each partition. */
    private static final long OFFSETS = 5_000;

    private static final long SECONDS_TO_TRY_AGAIN = 2;

    private final KafkaCluster cluster;
    private final String topic;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    @GuardedBy("this")
    private final TreeSet<SeenLetter> kept = new TreeSet<>(SeenLetter.BY_TIME);

    @GuardedBy("this")
    private long count;

    @GuardedBy("this")
    private boolean isAll;

    @GuardedBy("this")
    private Optional<String> failure = Optional.empty();

    private DeadLetterFeed(KafkaCluster cluster, String topic) {
        this.cluster = cluster;
        this.topic = topic;
        thread = new Thread(this::run, "console-dead-letters");
        thread.setDaemon(true);
    }

    /**
     * What is known.
     *
     * @param newest the newest dead letters, the newest first
     * @param count how many there are; at least so many unless this is all
     * @param isAll whether all that the topic had at the start was read
     * @param failure why the topic cannot be read at present
     */
    public record Known(List<SeenLetter> newest, long count, boolean isAll, Optional<String> failure) {}

    /** Starts to read. */
    public static DeadLetterFeed start(KafkaCluster cluster, Topics topics) {
        var feed = new DeadLetterFeed(cluster, topics.deadLetters().name());
        feed.thread.start();
        return feed;
    }

    /** Returns what is known now. */
    public synchronized Known known() {
        var newest = new ArrayList<>(kept);
        Collections.reverse(newest);
        return new Known(List.copyOf(newest), count, isAll, failure);
    }

    /** Returns how many were read, and a failure if there is one: what differs when something has happened. */
    public synchronized String mark() {
        return count + failure.orElse("");
    }

    @Override
    public void close() {
        closing.countDown();
    }

    /** A failure is told by {@link #known}; the topic is read anew when Kafka answers again. */
    private void run() {
        try {
            do {
                try {
                    read();
                } catch (MissingTopicException | KafkaException failed) {
                    fail(String.valueOf(failed.getMessage()));
                }
            } while (!closing.await(SECONDS_TO_TRY_AGAIN, TimeUnit.SECONDS));
        } catch (InterruptedException | InterruptException stopped) {
            fail("the dead letters are not read any more");
        }
    }

    private void read() {
        try (var reader = new CommittedReader(cluster, List.of(topic), CommittedReader.Start.END)) {
            begin(reader.goBack(OFFSETS));
            while (closing.getCount() > 0) {
                for (var letter : reader.poll()) {
                    keep(SeenLetter.of(letter));
                }
            }
        }
    }

    private synchronized void begin(boolean fromTheBeginning) {
        kept.clear();
        count = 0;
        isAll = fromTheBeginning;
        failure = Optional.empty();
    }

    private synchronized void keep(SeenLetter letter) {
        count++;
        kept.add(letter);
        if (kept.size() > KEPT) {
            kept.pollFirst();
        }
    }

    private synchronized void fail(String reason) {
        failure = Optional.of(reason);
    }
}
