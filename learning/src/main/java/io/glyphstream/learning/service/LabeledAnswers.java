package io.glyphstream.learning.service;

import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Score;
import java.util.List;
import java.util.Optional;

/**
 * Joins answers with labels that come later, or a little earlier. It keeps the newest of both that wait for each other, so many
 * and so many bytes of each at most. Knows no Kafka.
 */
final class LabeledAnswers {

    private static final int BYTES_OF_SCORE = 250;

    private final NewestEntries<List<Score>> waiting;
    private final NewestEntries<Integer> early;

    /**
     * Nothing waits yet.
     *
     * @param most how many answers, and how many labels, are kept
     * @param mostBytes how many bytes of each are kept
     */
    LabeledAnswers(int most, long mostBytes) {
        waiting = new NewestEntries<>(most, mostBytes);
        early = new NewestEntries<>(most, mostBytes);
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
        var id = prediction.getImageId();
        var scores = withoutOutputs(prediction.getScores());
        var truth = Optional.ofNullable(prediction.getTruth()).or(() -> early.remove(id));
        if (truth.isEmpty()) {
            waiting.put(id, scores, (long) BYTES_OF_SCORE * scores.size());
        }
        return truth.map(known -> new Labeled(scores, known));
    }

    /** Takes a label in; returns the answer that waited for it. */
    Optional<Labeled> label(Label label) {
        var scores = waiting.remove(label.getImageId());
        if (scores.isEmpty()) {
            early.put(label.getImageId(), label.getLabel(), Integer.BYTES);
        }
        return scores.map(found -> new Labeled(found, label.getLabel()));
    }

    /** Returns about how many bytes wait. */
    long bytes() {
        return waiting.bytes() + early.bytes();
    }

    /** Returns how many answers and labels wait. */
    int size() {
        return waiting.size() + early.size();
    }

    /** The outputs take most of the memory, and nobody asks for them later. */
    private static List<Score> withoutOutputs(List<Score> scores) {
        return scores.stream()
                .map(score -> new Score(
                        score.getModel(), score.getRole(), score.getLabel(), score.getConfidence(), List.of()))
                .toList();
    }
}
