package io.glyphstream.verifier;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.Scores;
import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Score;
import io.glyphstream.verifier.report.Finding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes scores again, from the image and the model that is named, and compares them to the bit.
 *
 * <p>Images are scored a few at a time, in other company than the processor had: that must make no difference.
 */
final class ScoreCheck {
    /** A prime, which no batch of a processor's is a multiple of. */
    private static final int BATCH = 61;

    private final Versions versions;
    private final Findings findings;
    private final List<Case> cases = new ArrayList<>(BATCH);
    private long rescored;

    ScoreCheck(Versions versions, Findings findings) {
        this.versions = versions;
        this.findings = findings;
    }

    private record Case(Image image, Score score, String place) {}

    /** Checks the scores of an image, whose prediction lies there; now or later. */
    void add(Image image, Prediction prediction, String place) {
        for (var score : prediction.getScores()) {
            cases.add(new Case(image, score, place));
        }
        if (cases.size() >= BATCH * prediction.getScores().size()) {
            flush();
        }
    }

    /** Checks what is left. */
    void flush() {
        Map<ModelReference, List<Case>> byModel = new LinkedHashMap<>();
        for (var one : cases) {
            byModel.computeIfAbsent(one.score.getModel(), model -> new ArrayList<>())
                    .add(one);
        }
        cases.clear();
        versions.keep(byModel.size());
        byModel.forEach((reference, ofModel) ->
                versions.model(reference).ifPresent(model -> check(RecordKeys.accuracy(reference), model, ofModel)));
    }

    /** Returns how many were checked. */
    long rescored() {
        return rescored;
    }

    private void check(String name, Classifier model, List<Case> all) {
        var area = model.input().values();
        var fitting = all.stream().filter(one -> isFor(model, one.image)).toList();
        var pixels = ByteBuffer.allocate(fitting.size() * area);
        fitting.forEach(one -> pixels.put(one.image.getPixels().duplicate()));
        rescored += all.size();
        all.stream()
                .filter(one -> !isFor(model, one.image))
                .forEach(one -> findings.add(
                        Finding.MISMATCH,
                        () -> one.place + " has a score by " + name + ", which takes images of " + model.input()
                                + ", not of "
                                + ClaimedShape.of(one.image)));
        var scores = model.score(pixels.array(), fitting.size());
        for (var i = 0; i < fitting.size(); i++) {
            var one = fitting.get(i);
            difference(one.score, scores, i)
                    .ifPresent(difference ->
                            findings.add(Finding.MISMATCH, () -> one.place + ": " + name + " gives " + difference));
        }
    }

    private static boolean isFor(Classifier model, Image image) {
        return model.input().matches(image.getRows(), image.getColumns(), image.getChannels());
    }

    private static Optional<String> difference(Score score, Scores scores, int index) {
        var outputs = scores.outputs(index);
        if (score.getOutputs().size() != outputs.length) {
            return Optional.of(
                    outputs.length + " outputs, not " + score.getOutputs().size());
        }
        for (var c = 0; c < outputs.length; c++) {
            float claimed = score.getOutputs().get(c);
            if (Float.floatToRawIntBits(claimed) != Float.floatToRawIntBits(outputs[c])) {
                return Optional.of("output " + outputs[c] + " for class " + c + ", not " + claimed);
            }
        }
        if (score.getLabel() != scores.label(index)) {
            return Optional.of("label " + scores.label(index) + ", not " + score.getLabel());
        }
        if (Float.floatToRawIntBits(score.getConfidence()) != Float.floatToRawIntBits(scores.confidence(index))) {
            return Optional.of("confidence " + scores.confidence(index) + ", not " + score.getConfidence());
        }
        return Optional.empty();
    }
}
