package io.glyphstream.console.stream;

import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Score;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which answers somebody wants to see.
 *
 * @param kind what was said of the image
 * @param below only with less confidence than this
 * @param label only with this class as the answer or the truth
 * @param truth only with this truth
 * @param answer only with this answer
 * @param version the version, such as {@code mlp@3}, whose label and confidence are meant; empty for that which answered
 */
public record AnswerFilter(
        Kind kind,
        OptionalDouble below,
        OptionalInt label,
        OptionalInt truth,
        OptionalInt answer,
        Optional<String> version) {

    /** What was said of an image. */
    public enum Kind {
        ANY,
        /** The truth is known, and is another class. */
        WRONG,
        /** Not all models in service say the same. */
        DISAGREEING
    }

    /** Returns the filter that lets everything pass. */
    public static AnswerFilter any() {
        return new AnswerFilter(
                Kind.ANY,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /** Returns whether the answer is wanted. */
    public boolean matches(Prediction prediction) {
        if (version.isEmpty()) {
            return matches(prediction, prediction.getAnswer(), prediction.getConfidence());
        }
        for (Score score : prediction.getScores()) {
            if (RecordKeys.accuracy(score.getModel()).equals(version.get())) {
                return matches(prediction, score.getLabel(), score.getConfidence());
            }
        }
        return false;
    }

    private boolean matches(Prediction prediction, int said, float confidence) {
        var known = prediction.getTruth();
        return isKind(prediction, said)
                && (below.isEmpty() || confidence < below.getAsDouble())
                && (truth.isEmpty() || isLabel(truth, known))
                && (answer.isEmpty() || isLabel(answer, said))
                && (label.isEmpty() || isLabel(label, said) || isLabel(label, known));
    }

    private boolean isKind(Prediction prediction, int said) {
        return switch (kind) {
            case ANY -> true;
            case WRONG -> prediction.getTruth() != null && prediction.getTruth() != said;
            case DISAGREEING -> isDisputed(prediction);
        };
    }

    private static boolean isLabel(OptionalInt wanted, @Nullable Integer found) {
        return Objects.equals(found, wanted.getAsInt());
    }

    /** Returns whether one of the models in service is wrong, as far as the truth is known. */
    static boolean isMistaken(Prediction prediction) {
        Integer truth = prediction.getTruth();
        if (truth == null) {
            return false;
        }
        for (Score score : prediction.getScores()) {
            if (score.getLabel() != truth) {
                return true;
            }
        }
        return prediction.getAnswer() != truth;
    }

    /** Returns whether the models in service do not all say the same. */
    static boolean isDisputed(Prediction prediction) {
        for (Score score : prediction.getScores()) {
            if (score.getLabel() != prediction.getAnswer()) {
                return true;
            }
        }
        return false;
    }
}
