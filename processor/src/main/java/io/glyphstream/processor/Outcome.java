package io.glyphstream.processor;

import io.glyphstream.schemas.Prediction;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/** What becomes of one record of the images topic: every record has exactly one outcome. */
sealed interface Outcome {

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

        Prediction prediction() {
            return prediction;
        }

        Headers headers() {
            return headers;
        }

        static Serializer<Answer> serializer() {
            return (topic, answer) -> answer.encoded;
        }
    }

    /** The record is no image that could be answered, and is kept as a dead letter. */
    record Refusal(RefusalKind kind, String reason) implements Outcome {
        public Refusal {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
