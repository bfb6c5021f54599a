package io.glyphstream.processor;

import io.glyphstream.schemas.Prediction;
import java.util.Objects;

/** What becomes of one record of the images topic: every record has exactly one outcome. */
sealed interface Outcome {

    /** The image is answered. */
    record Answer(Prediction prediction) implements Outcome {
        public Answer {
            Objects.requireNonNull(prediction, "prediction");
        }
    }

    /** The record is no image that could be answered, and is kept as a dead letter. */
    record Refusal(String reason) implements Outcome {
        public Refusal {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
