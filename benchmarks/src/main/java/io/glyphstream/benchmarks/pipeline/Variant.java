package io.glyphstream.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** Who reads the images topic: a topology that only copies, as the ceiling, or ours with some models in service. */
enum Variant {
    COPY,
    MLP,
    KNN,
    /** The perceptron answers, and the neighbors are scored beside it. */
    BOTH,
    /** A perceptron of one narrow hidden layer, which costs little beside what Kafka costs. */
    SMALL;

    /** Returns the names of the models in service, the champion's first; none for the copy. */
    List<String> models() {
        return switch (this) {
            case COPY -> List.of();
            case BOTH -> List.of(MLP.text(), KNN.text());
            default -> List.of(text());
        };
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
