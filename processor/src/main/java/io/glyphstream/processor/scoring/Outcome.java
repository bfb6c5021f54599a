package io.glyphstream.processor.scoring;

import io.glyphstream.processor.metrics.RefusalKind;
import io.glyphstream.schemas.Prediction;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/** What becomes of one record of the images topic: every record has exactly one outcome. */
public sealed interface Outcome {
    /**
     * Gives this outcome to a receiver.
     *
     * @param record whose outcome it is
     * @param timestamp of the record that will be written
     */
    void giveTo(Receiver receiver, ConsumerRecord<byte[], byte[]> record, long timestamp);

    /** Takes the outcomes of records. */
    interface Receiver {
        /** Takes the answer to an image. */
        void answered(ConsumerRecord<byte[], byte[]> record, Answer answer, long timestamp);

        /** Takes the reason why a record is no image that could be answered. */
        void refused(ConsumerRecord<byte[], byte[]> record, Refusal refusal, long timestamp);
    }

    /** The image is answered. Holds the answer as it will be written, too, so that stream threads need not encode it. */
    final class Answer implements Outcome {
        private final Prediction prediction;
        private final byte[] encoded;
        private final Headers headers;

        Answer(Prediction prediction, byte[] encoded, Headers headers) {
            this.prediction = prediction;
            this.encoded = encoded;
            this.headers = headers;
        }

        /** Returns the answer. */
        public Prediction prediction() {
            return prediction;
        }

        /** Returns the headers of its record. */
        public Headers headers() {
            return headers;
        }

        /** Returns what writes an answer as it was encoded. */
        public static Serializer<Answer> serializer() {
            return (topic, answer) -> answer.encoded;
        }

        @Override
        public void giveTo(Receiver receiver, ConsumerRecord<byte[], byte[]> record, long timestamp) {
            receiver.answered(record, this, timestamp);
        }
    }

    /** The record is no image that could be answered, and is kept as a dead letter. */
    record Refusal(RefusalKind kind, String reason) implements Outcome {
        /** Needs a reason. */
        public Refusal {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public void giveTo(Receiver receiver, ConsumerRecord<byte[], byte[]> record, long timestamp) {
            receiver.refused(record, this, timestamp);
        }
    }
}
