package io.glyphstream.processor.scoring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/*
 * Not thread-safe by itself. `Polls` fills a slice before it enters it. Then its monitor guards `partitions`, `begun` and `decision`, which
 * @GuardedBy cannot say of the monitor of another class; the thread that begins with a slice reads `decision` once more, and
 * nobody changes that by then. `outcomes` goes from thread to thread by itself.
 */
/** Records of one poll that are decided together, by whichever thread comes to it first. */
final class Slice {
    private static final int MOST_BYTES = 8 << 20;

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Set<Integer> partitions = new HashSet<>();
    private final int mostRecords;
    private final FutureTask<List<Outcome>> outcomes;
    private int bytes;
    private boolean begun;
    private @Nullable Decision decision;

    /** An empty slice that takes so many records. */
    Slice(int mostRecords) {
        this.mostRecords = mostRecords;
        this.outcomes = new FutureTask<>(this::decided);
    }

    boolean isFull() {
        return records.size() >= mostRecords || bytes >= MOST_BYTES;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        records.add(record);
        partitions.add(record.partition());
        bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    /** Returns the size of all keys and values. */
    int bytes() {
        return bytes;
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    int size() {
        return records.size();
    }

    /** Takes the records of a partition for done; returns whether none are left. */
    boolean forget(int partition) {
        partitions.remove(partition);
        return partitions.isEmpty();
    }

    /** Says that a thread is about to decide. */
    void begin() {
        begun = true;
    }

    boolean isBegun() {
        return begun;
    }

    /** Lays down who decides, unless that was laid down before. */
    void decideBy(Decision newDecision) {
        if (decision == null) {
            decision = newDecision;
        }
    }

    /** Returns who decides; that must have been laid down. */
    Decision decision() {
        var by = decision;
        if (by == null) {
            throw new IllegalStateException("nobody was named to decide");
        }
        return by;
    }

    /** Decides; does nothing if another thread does it, or has done it. */
    void decide() {
        outcomes.run();
    }

    boolean isDecided() {
        return outcomes.isDone();
    }

    /**
     * Returns the outcome of each record, in their order, and waits until it is there. What was thrown while deciding, by whichever thread,
     * is thrown here.
     */
    List<Outcome> outcomes() {
        try {
            return outcomes.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while images were scored", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("scoring failed", e.getCause());
        }
    }

    private List<Outcome> decided() {
        return decision().outcomes(records);
    }
}
