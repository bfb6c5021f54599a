package io.glyphstream.processor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/*
 * Matrix products want batches, but a step of a stream that holds records back loses them: Kafka Streams would commit
 * positions for records that it has not answered. So nothing is held back here. The book knows which records came with
 * one poll, because an interceptor shows it every poll before the topology sees the first record of it. When `classify`
 * asks for the outcome of one record, that record's whole slice of the poll is decided in one go.
 *
 * The scoring is done then, and not while polling, so that
 *   - an exception is the stream thread's, with all that follows from it, where an interceptor's would only be logged;
 *   - a slow model never stands between two commits with a whole poll, only with one slice. Slices are cut so that one takes
 *     about SLICE_TIME, for a transaction that stays open too long is aborted, and would be again at the next attempt;
 *   - the models are the newest when the slice's first image is due.
 *
 * Correctness never rests on the book. An entry is used only for the very key and value arrays that it was made from, so it
 * cannot be stale; a record without one is decided alone, with the same bits.
 */
/** The records of the latest polls, by partition, each with the slice of the poll that it is decided with. */
final class PollBook {
    /** Matrix products are at their best by then. */
    private static final int MOST_RECORDS_IN_SLICE = 512;

    private static final int FIRST_RECORDS_IN_SLICE = 32;
    private static final Duration SLICE_TIME = Duration.ofMillis(200);
    private static final int MOST_BYTES_IN_SLICE = 8 << 20;

    /** Kafka Streams keeps fewer than this before it pauses a partition; what is beyond is decided alone. */
    private static final int MOST_RECORDS_IN_PARTITION = 16_384;

    private final String topic;
    private final Function<List<ConsumerRecord<byte[], byte[]>>, List<Outcome>> decide;
    private final ConcurrentMap<Integer, Page> pages = new ConcurrentHashMap<>();
    private volatile int recordsInSlice = FIRST_RECORDS_IN_SLICE;

    PollBook(String topic, Function<List<ConsumerRecord<byte[], byte[]>>, List<Outcome>> decide) {
        this.topic = topic;
        this.decide = decide;
    }

    /** Enters the records that a poll brought. */
    void enter(ConsumerRecords<byte[], byte[]> poll) {
        var slice = new Slice(recordsInSlice);
        for (var partition : poll.partitions()) {
            if (!partition.topic().equals(topic)) {
                continue;
            }
            var records = poll.records(partition);
            var page = pages.computeIfAbsent(partition.partition(), number -> new Page());
            page.makeRoomFor(records);
            for (var record : records) {
                if (slice.isFull()) {
                    slice = new Slice(recordsInSlice);
                }
                page.add(record, slice);
            }
        }
    }

    /** Returns the outcome of a record, by its place and its very arrays, and forgets it; null if it is not in the book. */
    @Nullable
    Outcome take(int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {
        var page = pages.get(partition);
        var entry = page == null ? null : page.take(offset, key, value);
        return entry == null ? null : entry.slice.outcome(entry.index, this::decideAndMeasure);
    }

    /** Forgets a partition that is no longer this processor's. */
    void forget(int partition) {
        pages.remove(partition);
    }

    /** Returns the number of records that wait in the book. */
    int size() {
        return pages.values().stream().mapToInt(Page::size).sum();
    }

    private List<Outcome> decideAndMeasure(List<ConsumerRecord<byte[], byte[]>> records) {
        var start = System.nanoTime();
        var outcomes = decide.apply(records);
        var nanosPerRecord = Math.max(1, (System.nanoTime() - start) / records.size());
        var fitting = Math.min(SLICE_TIME.toNanos() / nanosPerRecord, 2L * recordsInSlice);
        recordsInSlice = (int) Math.max(1, Math.min(fitting, MOST_RECORDS_IN_SLICE));
        return outcomes;
    }

    private record Entry(ConsumerRecord<byte[], byte[]> record, Slice slice, int index) {
        boolean isOf(long offset, byte @Nullable [] key, byte @Nullable [] value) {
            return record.offset() == offset && record.value() == value && record.key() == key;
        }
    }

    /** One partition's records, in the order of their offsets. */
    private static final class Page {
        private final Deque<Entry> entries = new ArrayDeque<>();

        /** Forgets all if the consumer went back: what was read before will not be processed. */
        synchronized void makeRoomFor(List<ConsumerRecord<byte[], byte[]>> records) {
            var last = entries.peekLast();
            if (last != null && !records.isEmpty() && records.get(0).offset() <= last.record.offset()) {
                entries.clear();
            }
        }

        synchronized void add(ConsumerRecord<byte[], byte[]> record, Slice slice) {
            if (entries.size() < MOST_RECORDS_IN_PARTITION) {
                entries.addLast(new Entry(record, slice, slice.add(record)));
            }
        }

        synchronized @Nullable Entry take(long offset, byte @Nullable [] key, byte @Nullable [] value) {
            var first = entries.peekFirst();
            while (first != null && first.record.offset() < offset) {
                entries.removeFirst();
                first = entries.peekFirst();
            }
            if (first == null || !first.isOf(offset, key, value)) {
                return null;
            }
            return entries.removeFirst();
        }

        synchronized int size() {
            return entries.size();
        }
    }

    /** Records of one poll that are decided together. */
    private static final class Slice {
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        private final int mostRecords;
        private long bytes;
        private @Nullable List<Outcome> outcomes;

        Slice(int mostRecords) {
            this.mostRecords = mostRecords;
        }

        boolean isFull() {
            return records.size() >= mostRecords || bytes >= MOST_BYTES_IN_SLICE;
        }

        int add(ConsumerRecord<byte[], byte[]> record) {
            records.add(record);
            bytes += record.value() == null ? 0 : record.value().length;
            return records.size() - 1;
        }

        synchronized Outcome outcome(int index, Function<List<ConsumerRecord<byte[], byte[]>>, List<Outcome>> decide) {
            var decided = outcomes;
            if (decided == null) {
                decided = decide.apply(records);
                outcomes = decided;
            }
            return decided.get(index);
        }
    }
}
