package io.glyphstream.processor.resume;

import io.glyphstream.schemas.kafka.Topics;
import java.util.Optional;
import java.util.stream.Stream;

/** A topic that tasks read; its code stands in stored positions. */
public enum Input {
    IMAGES('I') {
        @Override
        String topic(Topics topics) {
            return topics.images().name();
        }
    },
    LABELS('L') {
        @Override
        String topic(Topics topics) {
            return topics.labels().name();
        }
    };

    private final char code;

    Input(char code) {
        this.code = code;
    }

    /** Returns the name of the topic. */
    abstract String topic(Topics topics);

    char code() {
        return code;
    }

    static Optional<Input> of(char code) {
        return Stream.of(values()).filter(input -> input.code == code).findFirst();
    }
}
