package io.glyphstream.console.stream;

import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.SchemaRegistryException;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the newest answers, and tells listeners of them: at most some 1,000 a second. Where more come, it leaves answers out, so that
 * its cost does not grow with the stream, and what it tells stays new.
 *
 * <p>Answers that lie at the end when it starts are told too, some 50 offsets of each partition. A record that cannot be read is
 * counted and passed over. Where the topic was deleted and created again, it reads the new one.
 */
public final class AnswerFeed implements AutoCloseable {

    static final int MOST_A_SECOND = 1_000;

    /** Two seconds of reading: commits bring answers in bursts, which are no reason to leave any out. */
    private static final int FAR_BEHIND = 2 * MOST_A_SECOND;

    /** How long a feed is told to be a sample after it has left out an answer. */
    private static final Duration SAMPLE = Duration.ofSeconds(5);

    private static final long NANOS_FOR_ONE = Duration.ofSeconds(1).toNanos() / MOST_A_SECOND;

    private final Topics topics;
    private final List<AnswerListener> listeners;
    private final AttendedThread thread;
    private volatile Counts counts = new Counts(0, 0, 0, "", 0);

    /** @param skippedAt by {@link System#nanoTime} */
    private record Counts(long told, long skipped, long unreadable, String unreadableReason, long skippedAt) {}

    /**
     * How a feed is.
     *
     * @param isSample true if it has left out answers in the last seconds
     * @param told how many answers listeners were told of
     * @param skipped how many offsets it has left out
     * @param unreadable how many records could not be read
     * @param unreadableReason why the newest of them could not be read; empty if there is none
     */
    public record Report(
            FeedCondition condition,
            boolean isSample,
            long told,
            long skipped,
            long unreadable,
            String unreadableReason) {}

    private AnswerFeed(KafkaCluster cluster, Topics topics, TopicWatch watch, List<AnswerListener> listeners) {
        this.topics = topics;
        this.listeners = List.copyOf(listeners);
        var read = new ReadTopics(watch, List.of(topics.predictions().name()));
        thread = AttendedThread.start("console-answers", self -> follow(cluster, read, self));
    }

    /** Starts to read. */
    public static AnswerFeed start(
            KafkaCluster cluster, Topics topics, TopicWatch watch, List<AnswerListener> listeners) {
        return new AnswerFeed(cluster, topics, watch, listeners);
    }

    /** Returns how the feed is. */
    public Report report() {
        var now = counts;
        boolean isSample = now.skipped() > 0 && System.nanoTime() - now.skippedAt() < SAMPLE.toNanos();
        return new Report(
                thread.condition(), isSample, now.told(), now.skipped(), now.unreadable(), now.unreadableReason());
    }

    @Override
    public void close() {
        thread.close();
    }

    /** Returns when the topic is another one; it is called again then. */
    private void follow(KafkaCluster cluster, ReadTopics read, AttendedThread self) throws InterruptedException {
        try (var reader = new NewestReader(cluster, List.of(topics.predictions().name()))) {
            var pace = new Pace();
            while (!self.isClosing()) {
                if (read.areOthers()) {
                    listeners.forEach(AnswerListener::topicIsAnother);
                    return;
                }
                try {
                    var polled = reader.poll();
                    self.well();
                    take(polled, reader);
                    pace.await(polled.count(), self);
                } catch (TimeoutException away) {
                    self.away(away);
                }
            }
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> polled, NewestReader reader) {
        for (var message : polled) {
            read(message).ifPresent(answer -> listeners.forEach(listener -> listener.answered(answer)));
        }
        if (reader.behind() > FAR_BEHIND) {
            skipped(reader.skip(polled.partitions()));
        }
    }

    private Optional<SeenAnswer> read(ConsumerRecord<byte[], byte[]> message) {
        byte @Nullable [] value = message.value();
        try {
            Prediction prediction = topics.predictions().decode(value == null ? new byte[0] : value);
            var now = counts;
            counts = new Counts(
                    now.told() + 1, now.skipped(), now.unreadable(), now.unreadableReason(), now.skippedAt());
            return Optional.of(SeenAnswer.of(message, prediction));
        } catch (UndecodableRecordException | SchemaRegistryException unreadable) {
            var now = counts;
            var reason = "partition " + message.partition() + ", offset " + message.offset() + ": "
                    + unreadable.getMessage();
            counts = new Counts(now.told(), now.skipped(), now.unreadable() + 1, reason, now.skippedAt());
            return Optional.empty();
        }
    }

    private void skipped(long offsets) {
        if (offsets > 0) {
            var now = counts;
            counts = new Counts(
                    now.told(), now.skipped() + offsets, now.unreadable(), now.unreadableReason(), System.nanoTime());
        }
    }

    /** Keeps reading at its most. */
    private static final class Pace {

        private long free = System.nanoTime();

        void await(int records, AttendedThread self) throws InterruptedException {
            long now = System.nanoTime();
            free = Math.max(free, now) + records * NANOS_FOR_ONE;
            // A few records need no wait: the next answer is told at once.
            long early = free - now - 20 * NANOS_FOR_ONE;
            if (early > 0) {
                self.pause(Duration.ofNanos(early));
            }
        }
    }
}
