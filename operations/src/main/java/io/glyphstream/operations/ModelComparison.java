package io.glyphstream.operations;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

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
        return read(cluster, topics, first, second, progress, oneSided -> {});
    }

    /**
     * Does the same, and hands over the answers to images on which only one of the two was right.
     *
     * @param receiver is called for each of them, in no particular order
     */
    public static ModelComparison read(
            KafkaCluster cluster,
            Topics topics,
            ModelReference first,
            ModelReference second,
            ReadProgress progress,
            Consumer<OneSidedAnswer> receiver) {
        var late = new HashMap<String, Integer>();
        CommittedReader.read(
                cluster, topics.labels(), label -> late.put(label.getImageId(), label.getLabel()), progress);
        var scores = new PairedScores();
        CommittedReader.readRecords(
                cluster,
                List.of(topics.predictions().name()),
                record -> topics.predictions().tryDecode(record.value()).ifPresent(prediction -> {
                    var answer = answer(prediction, first);
                    var otherAnswer = answer(prediction, second);
                    if (answer.isEmpty() || otherAnswer.isEmpty()) {
                        return;
                    }
                    var truth = truth(prediction, late);
                    scores.add(truth, answer.get(), otherAnswer.get());
                    if (isOneSided(truth, answer.get(), otherAnswer.get())) {
                        receiver.accept(new OneSidedAnswer(
                                record.partition(),
                                record.offset(),
                                prediction,
                                truth.getAsInt(),
                                answer.get(),
                                otherAnswer.get()));
                    }
                }),
                progress);
        return new ModelComparison(first, second, scores);
    }

    private static boolean isOneSided(OptionalInt truth, int first, int second) {
        return truth.isPresent() && first != second && (first == truth.getAsInt() || second == truth.getAsInt());
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
