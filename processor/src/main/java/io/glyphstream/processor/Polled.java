package io.glyphstream.processor;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** One record as it comes to {@code classify}: a run of images that a poll brought, or one record of the topic as it lies there. */
sealed interface Polled {

    /** Reads what {@link Carrier}s bring, and takes every other record's value as it is. Writes nothing. */
    static Serde<Polled> serde() {
        return Serdes.serdeFrom(
                (topic, value) -> {
                    throw new UnsupportedOperationException("what was polled is never written");
                },
                new Reader());
    }

    /** Consecutive records of one partition, all decided together with their slice. */
    record Run(Slice slice, int from, int to) implements Polled {
        public Run {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("a run must have records but was from " + from + " to " + to);
            }
        }

        /** Returns the records, in the order of their offsets. */
        List<ConsumerRecord<byte[], byte[]>> records() {
            return slice.records().subList(from, to);
        }

        /** Returns the share of these records in what is said of the whole slice. */
        List<Outcome> of(List<Outcome> outcomes) {
            return outcomes.subList(from, to);
        }
    }

    /** The value of one record, which may be null. */
    final class Alone implements Polled {
        private final byte @Nullable [] value;

        Alone(byte @Nullable [] value) {
            this.value = value;
        }

        byte @Nullable [] value() {
            return value;
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
