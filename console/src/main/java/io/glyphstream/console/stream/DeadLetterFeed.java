package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Reads the dead letters, and keeps the newest without their values. Thread-safe. */
public final class DeadLetterFeed implements AutoCloseable {

    /** So many are kept. */
    public static final int KEPT = 500;

    /** So far back it looks in each partition. */
    private static final long OFFSETS = 5_000;

    private final AttendedThread thread;

    @GuardedBy("this")
    private final TreeSet<SeenLetter> kept = new TreeSet<>(SeenLetter.BY_TIME);

    @GuardedBy("this")
    private long count;

    @GuardedBy("this")
    private boolean isAll;

    private DeadLetterFeed(KafkaCluster cluster, String topic, TopicWatch watch) {
        var read = new ReadTopics(watch, List.of(topic));
        thread = AttendedThread.start("console-dead-letters", self -> follow(cluster, topic, read, self));
    }

    /**
     * What is known.
     *
     * @param newest the newest dead letters, the newest first
     * @param count how many there are; at least so many unless this is all
     * @param isAll whether all that the topic had at the start was read
     */
    public record Known(List<SeenLetter> newest, long count, boolean isAll) {}

    /** Starts to read. */
    public static DeadLetterFeed start(KafkaCluster cluster, Topics topics, TopicWatch watch) {
        return new DeadLetterFeed(cluster, topics.deadLetters().name(), watch);
    }

    /** Returns what is known now. */
    public synchronized Known known() {
        var newest = new ArrayList<>(kept);
        Collections.reverse(newest);
        return new Known(List.copyOf(newest), count, isAll);
    }

    /** Returns whether the topic is read. */
    public FeedCondition condition() {
        return thread.condition();
    }

    @Override
    public void close() {
        thread.close();
    }

    /** Returns when the topic is another one; it is called again then. */
    private void follow(KafkaCluster cluster, String topic, ReadTopics read, AttendedThread self) {
        try (var reader = new CommittedReader(cluster, List.of(topic), CommittedReader.Start.END)) {
            begin(reader.goBack(OFFSETS));
            while (!self.isClosing() && !read.areOthers()) {
                for (var letter : reader.poll()) {
                    keep(SeenLetter.of(letter));
                }
                self.well();
            }
        }
    }

    private synchronized void begin(boolean fromTheBeginning) {
        kept.clear();
        count = 0;
        isAll = fromTheBeginning;
    }

    private synchronized void keep(SeenLetter letter) {
        count++;
        kept.add(letter);
        if (kept.size() > KEPT) {
            kept.pollFirst();
        }
    }
}
