package io.glyphstream.processor;

import io.glyphstream.schemas.Prediction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is tallied: answers, and labels that come later than their images. */
sealed interface TallyInput {
    /** An image was answered. */
    record Answered(Prediction prediction) implements TallyInput {
        public Answered {
            Objects.requireNonNull(prediction, "prediction");
        }
    }

    /** A record of the labels topic, which may hold anything. */
    final class Labeled implements TallyInput {
        private final byte @Nullable [] value;

        Labeled(byte @Nullable [] value) {
            this.value = value;
        }

        byte @Nullable [] value() {
            return value;
        }
    }
}
