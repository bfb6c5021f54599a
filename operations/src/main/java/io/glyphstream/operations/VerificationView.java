package io.glyphstream.operations;

import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.Stretch;
import io.glyphstream.verifier.report.VerifyReport;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a verification found, as an object for JSON. */
final class VerificationView {

    private VerificationView() {}

    static Map<String, @Nullable Object> of(VerifyReport report) {
        var images = report.imageCounts();
        var predictions = report.predictionCounts();
        return JsonView.object(
                "ok", report.ok(),
                "part", report.part().stream().map(VerificationView::of).toList(),
                "images", report.images(),
                "imagesAnswered", images.taken(),
                "imagesDead", images.deadLetters(),
                "imagesMissing", images.missing(),
                "imagesUnknown", images.unknown(),
                "predictions", report.predictions(),
                "predictionsRepeated", predictions.repeated(),
                "predictionsOfRemovedImages", predictions.ofRemoved(),
                "predictionsOfFormerTopic", predictions.ofFormer(),
                "predictionsLater", predictions.later(),
                "predictionsForeign", predictions.foreign(),
                "deadLetters", report.deadLetters(),
                "imageDeadLetters", report.letterCounts().ofImages(),
                "labelDeadLetters", report.letterCounts().ofLabels(),
                "labels", report.labels(),
                "labelsTaken", report.labelCounts().taken(),
                "labelsDead", report.labelCounts().deadLetters(),
                "labelsMissing", report.labelCounts().missing(),
                "labelsUnknown", report.labelCounts().unknown(),
                "missing", report.count(Finding.MISSING),
                "duplicates", report.count(Finding.DUPLICATE),
                "foreign", report.count(Finding.FOREIGN),
                "disordered", report.count(Finding.DISORDERED),
                "contradictions", report.count(Finding.CONTRADICTION),
                "unknownVersions", report.count(Finding.UNKNOWN_VERSION),
                "rescored", report.rescored(),
                "mismatches", report.count(Finding.MISMATCH),
                "accuracy", report.accuracy().name().toLowerCase(Locale.ROOT),
                "accuracyChecked", report.accuracyChecked(),
                "accuracyMismatches", report.count(Finding.ACCURACY),
                "modelsChecked",
                        report.checked().models().isPresent()
                                ? report.checked().models().getAsLong()
                                : null,
                "figureMismatches", report.count(Finding.FIGURES),
                "uncommitted", report.count(Finding.UNCOMMITTED),
                "openTransactions", report.count(Finding.OPEN_TRANSACTION),
                "lost", report.count(Finding.LOST),
                "formerTopic", report.count(Finding.FORMER_TOPIC),
                "lossesAccepted", report.hasAcceptedLosses(),
                "repeatedAtLeastOnce", report.count(Finding.REPEATED),
                "losses", report.losses().stream().map(VerificationView::loss).toList(),
                "clockSeconds", report.clocks().toMillis() / 1000.0,
                "problems", report.problems(),
                "notes", report.notes());
    }

    private static Map<String, @Nullable Object> of(Stretch stretch) {
        return JsonView.object(
                "topic", stretch.topic(),
                "partition", stretch.partition(),
                "from", stretch.from(),
                "to", stretch.to());
    }

    private static Map<String, @Nullable Object> loss(Stretch lost) {
        var object = of(lost);
        object.put("offsets", lost.offsets());
        return object;
    }
}
