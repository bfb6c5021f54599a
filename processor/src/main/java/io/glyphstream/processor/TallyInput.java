package io.glyphstream.processor;

import io.glyphstream.schemas.Prediction;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What is tallied: answers, and labels that come later than their images. */
sealed interface TallyInput {
    /** Gives this to a tally, with the record that it came in. */
    void tally(Tally tally, Record<byte[], Object> record);

    /** Images that were answered together, in the order of their offsets. */
    record Run(List<Answered> answers) implements TallyInput {
        public Run {
            Objects.requireNonNull(answers, "answers");
        }

        @Override
        public void tally(Tally tally, Record<byte[], Object> record) {
            answers.forEach(tally::count);
        }
    }

    /** An image was answered; the time is its record's. */
    record Answered(Prediction prediction, long timestamp) {
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

        @Override
        public void tally(Tally tally, Record<byte[], Object> record) {
            tally.take(record, value);
        }
    }
}
