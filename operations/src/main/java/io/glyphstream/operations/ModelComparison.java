package io.glyphstream.operations;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Two versions on the images that both have scored.
 *
 * @param first one of them; in {@link PairedScores#comparison} it is the candidate
 * @param second the other
 * @param scores what they said, counted
 */
public record ModelComparison(ModelReference first, ModelReference second, PairedScores scores) {

    /**
     * Reads predictions and labels to their present ends; ends earlier, with what it has, if the progress says so.
     *
     * @param progress receives how much of which topic is read
     */
    public static ModelComparison read(
            KafkaCluster cluster, Topics topics, ModelReference first, ModelReference second, ReadProgress progress) {
        var late = new HashMap<String, Integer>();
        CommittedReader.read(
                cluster, topics.labels(), label -> late.put(label.getImageId(), label.getLabel()), progress);
        var scores = new PairedScores();
        CommittedReader.read(
                cluster,
                topics.predictions(),
                prediction -> {
                    var answer = answer(prediction, first);
                    var otherAnswer = answer(prediction, second);
                    if (answer.isPresent() && otherAnswer.isPresent()) {
                        scores.add(truth(prediction, late), answer.get(), otherAnswer.get());
                    }
                },
                progress);
        return new ModelComparison(first, second, scores);
    }

    private static Optional<Integer> answer(Prediction prediction, ModelReference model) {
        return prediction.getScores().stream()
                .filter(score -> score.getModel().equals(model))
                .map(Score::getLabel)
                .findFirst();
    }

    private static OptionalInt truth(Prediction prediction, Map<String, Integer> late) {
        Integer truth = prediction.getTruth() == null ? late.get(prediction.getImageId()) : prediction.getTruth();
        return truth == null || truth < 0 || truth >= LabeledImages.MAX_CLASSES
                ? OptionalInt.empty()
                : OptionalInt.of(truth);
    }
}
