package io.glyphstream.console.pages;

import io.glyphstream.console.stream.ImageFinder;
import io.glyphstream.console.stream.KnownVersions;
import io.glyphstream.console.stream.LabelFinder;
import io.glyphstream.console.stream.SeenAnswer;
import io.glyphstream.operations.JsonView;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Score;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers as objects for JSON, with their images. */
final class AnswerView {

    private final ImageFinder images;
    private final LabelFinder labels;
    private final KnownVersions versions;

    AnswerView(ImageFinder images, LabelFinder labels, KnownVersions versions) {
        this.images = images;
        this.labels = labels;
        this.versions = versions;
    }

    /** Returns answers for a list: small images, and no outputs. The image is null where it was removed. */
    List<Map<String, @Nullable Object>> list(List<SeenAnswer> answers) {
        var found = images.find(answers.stream().map(SeenAnswer::prediction).toList());
        return answers.stream().map(answer -> item(answer, found)).toList();
    }

    /** Returns one answer with all that is known of it. The image is null where it was removed. */
    Map<String, @Nullable Object> one(SeenAnswer answer) {
        var image = image(answer);
        var object = of(answer);
        var scores = new ArrayList<Map<String, @Nullable Object>>();
        for (var score : answer.prediction().getScores()) {
            scores.add(with(score, answer.prediction()));
        }
        object.put("scores", scores);
        object.put("image", image.map(PictureView::of).orElse(null));
        object.put("source", image.map(Image::getSource).orElse(null));
        object.put("label", label(answer));
        return object;
    }

    /** Returns the label that came apart from the image, if the answer has no truth and the label is near. */
    private @Nullable Map<String, @Nullable Object> label(SeenAnswer answer) {
        var prediction = answer.prediction();
        if (prediction.getTruth() != null) {
            return null;
        }
        return labels.find(
                        prediction.getImageId(),
                        prediction.getInputPartition(),
                        Instant.ofEpochMilli(answer.timestamp()))
                .map(label -> JsonView.object(
                        "label", label.getLabel(),
                        "labelName",
                                prediction.getScores().stream()
                                        .findFirst()
                                        .map(score -> name(score, label.getLabel()))
                                        .orElse(null),
                        "labeledAt", label.getLabeledAt().toString(),
                        "source", label.getSource()))
                .orElse(null);
    }

    /** Returns the image that was answered, if it is still there. */
    Optional<Image> image(SeenAnswer answer) {
        return images.find(List.of(answer.prediction())).of(answer.prediction());
    }

    private Map<String, @Nullable Object> item(SeenAnswer answer, ImageFinder.Found found) {
        var object = of(answer);
        var scores = new ArrayList<Map<String, @Nullable Object>>();
        for (var score : answer.prediction().getScores()) {
            var said = JsonView.of(score.getModel());
            said.put("label", score.getLabel());
            said.put("labelName", name(score, score.getLabel()));
            said.put("confidence", score.getConfidence());
            scores.add(said);
        }
        object.put("scores", scores);
        object.put(
                "image", found.of(answer.prediction()).map(PictureView::small).orElse(null));
        return object;
    }

    private Map<String, @Nullable Object> of(SeenAnswer answer) {
        var object = JsonView.object(
                "partition", answer.partition(),
                "offset", answer.offset(),
                "recordedAt", Instant.ofEpochMilli(answer.timestamp()).toString());
        object.putAll(JsonView.of(answer.prediction(), versions));
        return object;
    }

    private Map<String, @Nullable Object> with(Score score, Prediction prediction) {
        var object = new LinkedHashMap<String, @Nullable Object>(JsonView.of(score.getModel()));
        object.put("role", score.getRole().name().toLowerCase(Locale.ROOT));
        object.put("label", score.getLabel());
        object.put("labelName", name(score, score.getLabel()));
        object.put("truthName", prediction.getTruth() == null ? null : name(score, prediction.getTruth()));
        object.put("confidence", score.getConfidence());
        object.put("outputs", score.getOutputs());
        object.put("classNames", versions.names(score.getModel()).names());
        object.put(
                "kind",
                versions.manifest(score.getModel()).map(ModelManifest::getKind).orElse(null));
        return object;
    }

    private @Nullable String name(Score score, int label) {
        return versions.name(score.getModel(), label).orElse(null);
    }
}
