package io.glyphstream.learning.service;

import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins answers with labels that come later, or a little earlier. It keeps the newest of both that wait for each other, so many
 * at most. Knows no Kafka.
 */
final class LabeledAnswers {

    private final Map<String, List<Score>> waiting;
    private final Map<String, Integer> early;

    /** @param most how many answers, and how many labels, are kept */
    LabeledAnswers(int most) {
        waiting = bounded(most);
        early = bounded(most);
    }

    /**
     * An answer whose image's class is known.
     *
     * @param scores of each model, without outputs
     */
    record Labeled(List<Score> scores, int truth) {

        Labeled {
            scores = List.copyOf(scores);
        }
    }

    /** Takes an answer in; returns it if its label is known already. */
    Optional<Labeled> answer(Prediction prediction) {
        @Nullable Integer truth = prediction.getTruth();
        @Nullable Integer known = truth == null ? early.remove(prediction.getImageId()) : truth;
        if (known == null) {
            waiting.put(prediction.getImageId(), withoutOutputs(prediction.getScores()));
            return Optional.empty();
        }
        return Optional.of(new Labeled(withoutOutputs(prediction.getScores()), known));
    }

    /** Takes a label in; returns the answer that waited for it. */
    Optional<Labeled> label(Label label) {
        @Nullable List<Score> scores = waiting.remove(label.getImageId());
        if (scores == null) {
            early.put(label.getImageId(), label.getLabel());
            return Optional.empty();
        }
        return Optional.of(new Labeled(scores, label.getLabel()));
    }

    /** The outputs take most of the memory, and nobody asks for them later. */
    private static List<Score> withoutOutputs(List<Score> scores) {
        return scores.stream()
                .map(score -> new Score(
                        score.getModel(), score.getRole(), score.getLabel(), score.getConfidence(), List.of()))
                .toList();
    }

    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }
}
