package io.glyphstream.learning.service;

import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.Score;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers as processors write them. */
final class Answers {

    static final ModelReference FIRST = reference(1);
    static final ModelReference SECOND = reference(2);

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Answers() {}

    static Score score(ModelReference model, Role role, int label, Float... outputs) {
        return new Score(model, role, label, 1f, Arrays.asList(outputs));
    }

    static Prediction answer(String id, @Nullable Integer truth, Score... scores) {
        return new Prediction(id, 0, 0L, scores[0].getLabel(), 1f, truth, List.of(scores), 1L, NOON, NOON);
    }

    /** An answer of a champion alone. */
    static LabeledAnswers.Labeled labeled(ModelReference champion, int label, int truth) {
        return new LabeledAnswers.Labeled(List.of(score(champion, Role.CHAMPION, label)), truth);
    }

    private static ModelReference reference(int version) {
        return new ModelReference("mlp", version, Digests.sha256(new byte[] {(byte) version}));
    }
}
