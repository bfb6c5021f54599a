package io.glyphstream.processor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * An unexpected exception ends the task and aborts its transaction. Another thread starts over from the last commit, with the
 * same record, which ends the task again. Setting the record aside is the last resort against that.
 *
 * All records that were at hand when a task ended are suspects. From then on they are tried one by one, so that a record which
 * ends the task again does so alone; only that counts further. The others are no suspects any more once they have passed.
 * Nothing is tried again within the task that failed: some of its answers may have been forwarded, and only the end of the task
 * takes these back.
 *
 * FailurePolicy replaces 10 threads in five minutes. One record takes MOST_ENDS of them, or one fewer if it was a suspect
 * already. So three or four such records are set aside, and a fault that every record causes ends the processor all the same.
 *
 * The suspects are lost with the process. Another process that takes over the partition starts counting at zero.
 */
/** The records that may have ended a task, and how often each was at hand. Thread-safe. */
final class SuspectRecords {
    /** A record that has ended its task so many times is set aside as a dead letter. */
    static final int MOST_ENDS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(SuspectRecords.class);

    /** Far more than are at hand in all threads together; the oldest go first. */
    private static final int MOST_SUSPECTS = 10_000;

    /** Causes that lie outside of any record: another attempt may fare better, or none would. */
    private static final List<Class<? extends Throwable>> NOT_OF_A_RECORD =
            List.of(Error.class, InterruptedException.class, IOException.class, NoModelException.class);

    private final ProcessorMetrics metrics;

    @GuardedBy("this")
    private final Map<Place, Suspect> suspects = new LinkedHashMap<>();

    private volatile boolean none = true;

    private record Place(String topic, int partition, long offset) {
        static Place of(ConsumerRecord<?, ?> record) {
            return new Place(record.topic(), record.partition(), record.offset());
        }
    }

    private record Suspect(int ends, String failure) {}

    SuspectRecords(ProcessorMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Does work on records.
     *
     * @return what the work returns
     * @throws RuntimeException what the work throws; the records are suspects then if it may be their fault
     */
    <T> T guard(List<ConsumerRecord<byte[], byte[]>> records, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            if (isOfARecord(failure)) {
                accuse(records, FailurePolicy.reason(failure));
            }
            throw failure;
        }
    }

    /** Does work on records that returns nothing. */
    void guard(List<ConsumerRecord<byte[], byte[]>> records, Runnable work) {
        guard(records, () -> {
            work.run();
            return records;
        });
    }

    /** Returns whether one of these was at hand when a task ended, so that all must be tried one by one. */
    boolean haveAnyOf(List<ConsumerRecord<byte[], byte[]>> records) {
        if (none) {
            return false;
        }
        synchronized (this) {
            for (var record : records) {
                if (suspects.containsKey(Place.of(record))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Returns why a record must be set aside, if it must; counts it then. */
    Optional<String> verdict(ConsumerRecord<byte[], byte[]> record) {
        if (none) {
            return Optional.empty();
        }
        Suspect suspect;
        synchronized (this) {
            suspect = suspects.get(Place.of(record));
        }
        if (suspect == null || suspect.ends < MOST_ENDS) {
            return Optional.empty();
        }
        metrics.setAside();
        LOG.error(
                "{}-{} at {} is set aside as a dead letter; it ended its task {} times: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                suspect.ends,
                suspect.failure);
        return Optional.of("set aside, for it ended its task " + suspect.ends + " times: " + suspect.failure);
    }

    /** Says that a record had its outcome: it is no suspect any more. */
    void passed(ConsumerRecord<byte[], byte[]> record) {
        if (none) {
            return;
        }
        synchronized (this) {
            suspects.remove(Place.of(record));
            none = suspects.isEmpty();
        }
    }

    private synchronized void accuse(List<ConsumerRecord<byte[], byte[]>> records, String failure) {
        for (var record : records) {
            var place = Place.of(record);
            var known = suspects.remove(place);
            var ends = known == null ? 1 : known.ends + (records.size() == 1 ? 1 : 0);
            suspects.put(place, new Suspect(ends, failure));
            if (suspects.size() > MOST_SUSPECTS) {
                suspects.remove(suspects.keySet().iterator().next());
            }
        }
        none = false;
        var first = Place.of(records.get(0));
        LOG.warn("a task ended with {} records at hand, the first of them {}: {}", records.size(), first, failure);
    }

    /** Kafka's own exceptions are about brokers, rights and settings, except where they wrap another or are about bytes. */
    static boolean isOfARecord(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (NOT_OF_A_RECORD.stream().anyMatch(type(cause)) || (isKafkas(cause) && !isWrapper(cause))) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<Class<?>> type(Throwable cause) {
        return kind -> kind.isInstance(cause);
    }

    private static boolean isKafkas(Throwable cause) {
        return cause instanceof KafkaException && !(cause instanceof SerializationException);
    }

    private static boolean isWrapper(Throwable cause) {
        return cause instanceof StreamsException && cause.getCause() != null;
    }
}
