package io.glyphstream.processor.scoring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.processor.lifecycle.WatchedThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/*
 * Matrix products want batches, but a step of a stream that holds records back loses them: Kafka Streams would commit
 * positions for records that it has not answered. So the batch is what Kafka Streams itself takes for one record. An
 * interceptor, which may change what a poll returns, puts one record in place of each run of images: with the position of the
 * first of them, so that a commit before it begins there and a commit after it behind the last, as after any other record.
 * A run is answered within one call of `classify`, so no commit can come between its images. What Streams does for every record, it
 * does for every run then, which is most of what it costs.
 *
 * Nobody but Kafka Streams holds what is to be answered: the record itself carries its run. A record that is not a run, for which the
 * interceptor was not asked, is decided alone, with the same bits.
 *
 * The outcomes are not made while polling, so that
 *   - an exception is the stream thread's, with all that follows from it, where an interceptor's would only be logged;
 *   - a slow model never stands between two commits with a whole poll, only with one slice. Slices are cut so that one takes
 *     about SLICE_TIME, for a transaction that stays open too long is aborted, and would be again at the next attempt;
 *   - the models are the newest when the slice is due.
 *
 * While a stream thread is busy with Kafka, helpers decide the slices that it will come to next. When it comes to one that a helper
 * is at, it takes the next that nobody is at, rather than wait. Whoever begins with a slice lays down the models for all before it: versions
 * must not go back within a partition, and a slice may hold records of several.
 */
/** The images of the latest polls, cut into slices that are decided together, ahead of the stream where there are cores for it. */
public final class Polls implements AutoCloseable {
    /** An index of neighbors is at its best by then. */
    private static final int MOST_RECORDS_IN_SLICE = 512;

    /** A perceptron is at its best by then, and the stream can begin the sooner. */
    private static final int MOST_QUICK_RECORDS_IN_SLICE = 128;

    private static final Duration QUICK = Duration.ofNanos(20_000);

    private static final int FIRST_RECORDS_IN_SLICE = 32;
    private static final Duration SLICE_TIME = Duration.ofMillis(200);

    /** For fewer it takes longer to wake a helper than to decide them. */
    private static final int RECORDS_WORTH_HELP = 64;

    private static final byte[] NOTHING = {};

    private final String topic;
    private final Supplier<Decision> newest;
    private final LongSupplier nanoTime;
    private final CompletableFuture<Throwable> helperDied = new CompletableFuture<>();
    private final List<Thread> helpers;

    @GuardedBy("this")
    private final Deque<Slice> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private int waitingRecords;

    private volatile int recordsInSlice = FIRST_RECORDS_IN_SLICE;

    /**
     * Begins with no poll.
     *
     * @param topic of the images; others pass unchanged
     * @param newest decides by the models that are in service
     * @param helpers how many threads decide ahead
     */
    public Polls(String topic, Supplier<Decision> newest, int helpers) {
        this(topic, newest, helpers, System::nanoTime);
    }

    /** @param nanoTime the clock by which decisions are timed, in nanoseconds since any moment */
    Polls(String topic, Supplier<Decision> newest, int helpers, LongSupplier nanoTime) {
        this.topic = topic;
        this.newest = newest;
        this.nanoTime = nanoTime;
        this.helpers = IntStream.rangeClosed(1, helpers)
                .mapToObj(number -> WatchedThread.daemon("score-ahead-" + number, this::help, helperDied::complete))
                .toList();
        this.helpers.forEach(Thread::start);
    }

    /** Returns a poll with one record in place of each run of images. */
    ConsumerRecords<byte[], byte[]> regroup(ConsumerRecords<byte[], byte[]> poll) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> regrouped = new LinkedHashMap<>();
        List<Slice> slices = new ArrayList<>();
        for (var partition : poll.partitions()) {
            var records = poll.records(partition);
            regrouped.put(partition, partition.topic().equals(topic) ? carriers(records, slices) : records);
        }
        enter(slices);
        return new ConsumerRecords<>(regrouped, poll.nextOffsets());
    }

    private List<ConsumerRecord<byte[], byte[]>> carriers(
            List<ConsumerRecord<byte[], byte[]>> records, List<Slice> slices) {
        List<ConsumerRecord<byte[], byte[]>> carriers = new ArrayList<>();
        for (var next = 0; next < records.size(); ) {
            if (slices.isEmpty() || slices.get(slices.size() - 1).isFull()) {
                slices.add(new Slice(recordsInSlice));
            }
            var slice = slices.get(slices.size() - 1);
            var first = records.get(next);
            var from = slice.size();
            var bytesBefore = slice.bytes();
            while (next < records.size() && !slice.isFull()) {
                slice.add(records.get(next++));
            }
            carriers.add(carrier(first, new Polled.Run(slice, from, slice.size()), slice.bytes() - bytesBefore));
        }
        return carriers;
    }

    /** Its size is that of the run, for Kafka Streams' own count of bytes. */
    private static ConsumerRecord<byte[], byte[]> carrier(
            ConsumerRecord<byte[], byte[]> first, Polled.Run run, int bytes) {
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                bytes,
                NOTHING,
                NOTHING,
                new Polled.Carrier(run),
                first.leaderEpoch());
    }

    private synchronized void enter(List<Slice> slices) {
        for (var slice : slices) {
            waiting.addLast(slice);
            waitingRecords += slice.size();
        }
        if (waitingRecords >= RECORDS_WORTH_HELP) {
            notifyAll();
        }
    }

    /** Returns the outcome of each record of a run, in their order; decides what has to be decided for it. */
    public List<Outcome> outcomes(Polled.Run run) {
        var slice = run.slice();
        while (!slice.isDecided()) {
            var mine = claim(slice);
            if (mine == null) {
                break;
            }
            decide(mine);
        }
        return run.of(slice.outcomes());
    }

    /** Returns the outcome of one record that came without a run. */
    public Outcome outcome(ConsumerRecord<byte[], byte[]> record) {
        return newest.get().outcomes(List.of(record)).get(0);
    }

    /** Returns the outcome of one record of a run, decided by itself and by the models that decide its slice. */
    public Outcome outcome(Polled.Run run, ConsumerRecord<byte[], byte[]> record) {
        return decisionFor(run.slice()).outcomes(List.of(record)).get(0);
    }

    /** Forgets a run whose records were decided one by one. */
    public synchronized void forget(Polled.Run run) {
        var slice = run.slice();
        if (slice.forget(run.records().get(0).partition()) && waiting.remove(slice)) {
            waitingRecords -= slice.size();
        }
    }

    /** Forgets a partition that is no longer this processor's. */
    public synchronized void forget(int partition) {
        var left = waiting.iterator();
        while (left.hasNext()) {
            var slice = left.next();
            if (slice.forget(partition)) {
                left.remove();
                waitingRecords -= slice.size();
            }
        }
    }

    /** Returns the number of records that were polled and that nobody has begun with. */
    public synchronized int size() {
        return waitingRecords;
    }

    /**
     * Returns what ended a helper, once one has died. What a model throws is no such end: it is thrown at the stream thread
     * that asks for the outcome. A helper that died may have begun with a slice that a stream thread then awaits for ever.
     */
    public CompletionStage<Throwable> helperDied() {
        return helperDied;
    }

    /** Lets the helpers go, after what they are at. */
    @Override
    public void close() {
        helpers.forEach(Thread::interrupt);
    }

    private void help() {
        try {
            while (true) {
                decide(awaitWork());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Slice awaitWork() throws InterruptedException {
        while (waitingRecords < RECORDS_WORTH_HELP) {
            wait();
        }
        return begin(waiting.getFirst());
    }

    /** Returns the slice if nobody has begun with it, else the oldest that waits; null if none does. */
    private synchronized @Nullable Slice claim(Slice wanted) {
        if (!wanted.isBegun()) {
            return begin(wanted);
        }
        return waiting.isEmpty() ? null : begin(waiting.getFirst());
    }

    private synchronized Decision decisionFor(Slice slice) {
        layDown(slice);
        return slice.decision();
    }

    @GuardedBy("this")
    private void layDown(Slice slice) {
        var decision = newest.get();
        for (var earlier : waiting) {
            if (earlier == slice) {
                break;
            }
            earlier.decideBy(decision);
        }
        slice.decideBy(decision);
    }

    @GuardedBy("this")
    private Slice begin(Slice slice) {
        layDown(slice);
        slice.begin();
        if (waiting.remove(slice)) {
            waitingRecords -= slice.size();
        }
        return slice;
    }

    private void decide(Slice slice) {
        var start = nanoTime.getAsLong();
        slice.decide();
        var nanosPerRecord = Math.max(1, (nanoTime.getAsLong() - start) / slice.size());
        var most = nanosPerRecord < QUICK.toNanos() ? MOST_QUICK_RECORDS_IN_SLICE : MOST_RECORDS_IN_SLICE;
        var fitting = Math.min(SLICE_TIME.toNanos() / nanosPerRecord, 2L * recordsInSlice);
        recordsInSlice = (int) Math.max(1, Math.min(fitting, most));
    }
}
