package io.glyphstream.console.stream;

import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.Score;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers that are made by hand: of the champion mlp@1 and the challenger knn@2. */
final class HandMade {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final ModelReference MLP = new ModelReference("mlp", 1, Digests.sha256(new byte[] {1}));
    static final ModelReference KNN = new ModelReference("knn", 2, Digests.sha256(new byte[] {2}));

    private HandMade() {}

    /** Returns an answer that the challenger agrees with. */
    static SeenAnswer agreed(long offset, int answer, @Nullable Integer truth) {
        return answer(offset, answer, 0.9f, answer, truth);
    }

    static SeenAnswer answer(long offset, int champion, float confidence, int challenger, @Nullable Integer truth) {
        var scores = List.of(
                new Score(MLP, Role.CHAMPION, champion, confidence, List.of()),
                new Score(KNN, Role.CHALLENGER, challenger, 0.6f, List.of()));
        var prediction = new Prediction(
                "image-" + offset, 0, offset, champion, confidence, truth, scores, 1L, NOON, NOON.plusMillis(offset));
        return new SeenAnswer(0, offset, NOON.toEpochMilli(), prediction);
    }
}
