package io.glyphstream.operations;

import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LearningCurve;
import io.glyphstream.schemas.LearningPoint;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.TrainingFacts;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingRecipe;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a version came to be, as objects for JSON. */
final class LineageView {

    private LineageView() {}

    static Map<String, @Nullable Object> of(TrainingFacts training, Optional<Double> accuracy) {
        return JsonView.object(
                "dataset", training.getDataset(),
                "datasetSha256", Digests.hex(training.getDatasetSha256()),
                "seed", training.getSeed(),
                "settings", training.getSettings(),
                "trainedOn", training.getTrainedOn(),
                "heldOut", training.getHeldOut(),
                "correct", training.getCorrect(),
                "accuracy", accuracy.orElse(null),
                "durationMillis", training.getDurationMillis(),
                "recipe", of(training.getRecipe()),
                "log", of(training.getLog()));
    }

    static Map<String, @Nullable Object> of(TrainingOutcome outcome) {
        return JsonView.object(
                "trainedModel", outcome.getTrainedModel(),
                "number", outcome.getNumber(),
                "cause", outcome.getCause(),
                "result", outcome.getResult().name().toLowerCase(Locale.ROOT),
                "model", of(outcome.getModel()),
                "comparedWith", of(outcome.getComparedWith()),
                "reason", outcome.getReason(),
                "endedAt", outcome.getEndedAt().toString());
    }

    static @Nullable Map<String, @Nullable Object> of(@Nullable LearningCurve curve) {
        return curve == null
                ? null
                : JsonView.object(
                        "epochs", curve.getEpochs(),
                        "bestEpoch", curve.getBest(),
                        "points",
                                curve.getPoints().stream().map(LineageView::of).toList());
    }

    private static Map<String, @Nullable Object> of(LearningPoint point) {
        return JsonView.object(
                "epoch", point.getEpoch(),
                "learningRate", finite(point.getLearningRate()),
                "trainingLoss", finite(point.getTrainingLoss()),
                "trainingAccuracy", finite(point.getTrainingAccuracy()),
                "validationLoss", finite(point.getValidationLoss()),
                "validationAccuracy", finite(point.getValidationAccuracy()));
    }

    /** JSON has no word for what is no number but null. */
    private static @Nullable Double finite(@Nullable Double value) {
        return value != null && Double.isFinite(value) ? value : null;
    }

    private static @Nullable Map<String, @Nullable Object> of(@Nullable TrainingRecipe recipe) {
        return recipe == null
                ? null
                : JsonView.object(
                        "kind", recipe.getKind(),
                        "preset", recipe.getPreset(),
                        "seed", recipe.getSeed(),
                        "settings", recipe.getSettings(),
                        "start", of(recipe.getStart()),
                        "codeVersion", recipe.getCodeVersion());
    }

    private static @Nullable Map<String, @Nullable Object> of(@Nullable LogData log) {
        return log == null
                ? null
                : JsonView.object(
                        "images", ranges(log.getImages()),
                        "labels", ranges(log.getLabels()),
                        "window", log.getWindow(),
                        "heldOutRule", log.getHeldOutRule(),
                        "sha256", Digests.hex(log.getSha256()));
    }

    private static List<Map<String, @Nullable Object>> ranges(List<OffsetRange> ranges) {
        return ranges.stream()
                .map(range -> JsonView.object(
                        "topicId", range.getTopicId(),
                        "partition", range.getPartition(),
                        "from", range.getFrom(),
                        "to", range.getTo()))
                .toList();
    }

    private static @Nullable Map<String, @Nullable Object> of(@Nullable ModelReference reference) {
        return reference == null ? null : JsonView.of(reference);
    }
}
