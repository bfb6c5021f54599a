package io.glyphstream.processor.scoring;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** One record as it comes to {@code classify}: a run of images that a poll brought, or one record of the topic as it lies there. */
public sealed interface Polled {
    /**
     * Gives this to a receiver.
     *
     * @param with what came along with it
     */
    <T> void giveTo(Receiver<T> receiver, T with);

    /** Takes what was polled. */
    interface Receiver<T> {
        /** Takes consecutive records. */
        void run(Run run, T with);

        /** Takes the value of one record, which may be null. */
        void alone(byte @Nullable [] value, T with);
    }

    /** Reads what {@link Carrier}s bring, and takes every other record's value as it is. Writes nothing. */
    static Serde<Polled> serde() {
        return Serdes.serdeFrom(
                (topic, value) -> {
                    throw new UnsupportedOperationException("what was polled is never written");
                },
                new Reader());
    }

    /** Consecutive records of one partition, all decided together with their slice. */
    final class Run implements Polled {
        private final Slice slice;
        private final int from;
        private final int to;

        /** The records of a slice from the first number to the second, exclusive. */
        Run(Slice slice, int from, int to) {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("a run must have records but was from " + from + " to " + to);
            }
            this.slice = slice;
            this.from = from;
            this.to = to;
        }

        Slice slice() {
            return slice;
        }

        /** Returns all records that are decided together with these, and these. */
        public List<ConsumerRecord<byte[], byte[]>> together() {
            return slice.records();
        }

        /** Returns the records, in the order of their offsets. */
        public List<ConsumerRecord<byte[], byte[]>> records() {
            return slice.records().subList(from, to);
        }

        /** Returns the share of these records in what is said of the whole slice. */
        List<Outcome> of(List<Outcome> outcomes) {
            return outcomes.subList(from, to);
        }

        @Override
        public <T> void giveTo(Receiver<T> receiver, T with) {
            receiver.run(this, with);
        }
    }

    /** The value of one record, which may be null. */
    final class Alone implements Polled {
        private final byte @Nullable [] value;

        Alone(byte @Nullable [] value) {
            this.value = value;
        }

        @Override
        public <T> void giveTo(Receiver<T> receiver, T with) {
            receiver.alone(value, with);
        }
    }

    /** The headers of a record that stands for a run. Only an object of this program can be one, no record of a topic. */
    final class Carrier extends RecordHeaders {
        private final Run run;

        Carrier(Run run) {
            this.run = run;
        }

        Run run() {
            return run;
        }
    }

    /** What a poll brought, out of the record that Kafka Streams was given for it. */
    final class Reader implements Deserializer<Polled> {
        @Override
        public Polled deserialize(String topic, byte @Nullable [] value) {
            return new Alone(value);
        }

        @Override
        public Polled deserialize(String topic, Headers headers, byte @Nullable [] value) {
            return headers instanceof Carrier carrier ? carrier.run() : new Alone(value);
        }
    }
}
