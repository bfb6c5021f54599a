package io.glyphstream.counting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Answers of two models, and labels. */
final class Samples {
    static final int CLASSES = 3;

    /** The beginning of a window. */
    static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    static final long TIME = START.toEpochMilli();
    static final ModelReference MLP = model("mlp", 1, 1);
    static final ModelReference KNN = model("knn", 1, 2);

    private Samples() {}

    static ModelReference model(String name, int version, int digest) {
        var bytes = new byte[32];
        bytes[31] = (byte) digest;
        return new ModelReference(name, version, new Sha256(bytes));
    }

    /** An image that one model answered. */
    static Prediction prediction(String id, @Nullable Integer truth, int answer) {
        return prediction(id, truth, List.of(MLP), answer);
    }

    /** An image that models answered, the champion first. */
    static Prediction prediction(String id, @Nullable Integer truth, List<ModelReference> models, int... answers) {
        var scores = new ArrayList<Score>();
        for (var i = 0; i < answers.length; i++) {
            var role = i == 0 ? Role.CHAMPION : Role.CHALLENGER;
            scores.add(new Score(models.get(i), role, answers[i], 1f, Collections.nCopies(CLASSES, 0f)));
        }
        return new Prediction(id, 0, 0L, answers[0], 1f, truth, scores, 1L, START, START);
    }

    static LateLabel label(String id, int label) {
        return label(id, label, 0);
    }

    /** A label whose record takes so many bytes. */
    static LateLabel label(String id, int label, int bytes) {
        return new LateLabel(id, label, new ConsumerRecord<>("labels", 0, 9, new byte[0], new byte[bytes]));
    }

    /** An id with this number that takes so many bytes. */
    static String id(int number, int bytes) {
        var end = Integer.toString(number);
        return "i".repeat(bytes - end.getBytes(UTF_8).length) + end;
    }
}
