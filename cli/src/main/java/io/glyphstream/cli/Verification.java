package io.glyphstream.cli;

import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.Topics;
import io.glyphstream.verifier.AnswerCounts;
import io.glyphstream.verifier.Finding;
import io.glyphstream.verifier.InputCounts;
import io.glyphstream.verifier.KafkaContents;
import io.glyphstream.verifier.Loss;
import io.glyphstream.verifier.RegistryModels;
import io.glyphstream.verifier.Verifier;
import io.glyphstream.verifier.VerifyProgress;
import io.glyphstream.verifier.VerifyReport;
import io.glyphstream.verifier.VerifySettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The verifier on a cluster, and its report for people and for programs. */
final class Verification {

    private Verification() {}

    static VerifyReport run(
            KafkaCluster cluster, Topics topics, VerifySettings settings, Clock clock, VerifyProgress progress) {
        try (var contents = new KafkaContents(cluster);
                var models = new RegistryModels(cluster, topics, clock)) {
            return new Verifier(topics, contents, models, settings).verify(progress);
        }
    }

    static Map<String, @Nullable Object> facts(VerifyReport report) {
        var images = report.imageCounts();
        var predictions = report.predictionCounts();
        return Texts.facts(
                "ok", report.ok(),
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
                "accuracyChecked", report.accuracyChecked(),
                "accuracyMismatches", report.count(Finding.ACCURACY),
                "uncommitted", report.count(Finding.UNCOMMITTED),
                "openTransactions", report.count(Finding.OPEN_TRANSACTION),
                "lost", report.count(Finding.LOST),
                "formerTopic", report.count(Finding.FORMER_TOPIC),
                "lossesAccepted", report.hasAcceptedLosses(),
                "repeatedAtLeastOnce", report.count(Finding.REPEATED),
                "losses", report.losses().stream().map(Verification::facts).toList(),
                "clockSeconds", report.clocks().toMillis() / 1000.0,
                "problems", report.problems(),
                "notes", report.notes());
    }

    private static Map<String, @Nullable Object> facts(Loss loss) {
        return Texts.facts(
                "topic", loss.topic(),
                "partition", loss.partition(),
                "from", loss.from(),
                "to", loss.to(),
                "offsets", loss.offsets());
    }

    static List<String> lines(VerifyReport report) {
        var lines = new ArrayList<String>();
        var images = report.imageCounts();
        lines.add(Texts.count(images.records(), "image") + ": " + Texts.count(images.taken(), "prediction") + " and "
                + Texts.count(images.deadLetters(), "dead letter") + outcomes(images));
        var labels = report.labelCounts();
        if (labels.records() > 0) {
            lines.add(Texts.count(labels.records(), "label") + ": " + Texts.number(labels.taken()) + " taken in and "
                    + Texts.count(labels.deadLetters(), "dead letter") + outcomes(labels));
        }
        predictions(report.predictionCounts()).ifPresent(lines::add);
        letters(report).ifPresent(lines::add);
        if (report.count(Finding.LOST) > 0) {
            lines.add("lost: " + Texts.count(report.count(Finding.LOST), "offset") + " without an outcome");
        }
        lines.add(Texts.count(report.rescored(), "score") + " computed again: "
                + Texts.number(report.count(Finding.MISMATCH)) + " differ; "
                + Texts.count(report.accuracyChecked(), "accuracy") + " counted again: "
                + Texts.number(report.count(Finding.ACCURACY)) + " differ");
        report.notes().forEach(note -> lines.add("note: " + note));
        lines.add(verdict(report));
        return lines;
    }

    private static String verdict(VerifyReport report) {
        if (!report.ok()) {
            return "NOT VERIFIED";
        }
        String again = report.count(Finding.REPEATED) == 0
                ? ""
                : ": each image answered at least once, as its processor promised, and "
                        + Texts.count(report.count(Finding.REPEATED), "outcome") + " given again";
        return (report.hasAcceptedLosses() ? "verified, but for the losses that were accepted" : "verified") + again;
    }

    private static String outcomes(InputCounts counts) {
        return "; missing " + Texts.number(counts.missing()) + ", duplicates " + Texts.number(counts.duplicates())
                + (counts.unknown() == 0 ? "" : ", outcomes removed " + Texts.number(counts.unknown()));
    }

    /** Returns what predictions are about, where not all of them answer the images above. */
    private static Optional<String> predictions(AnswerCounts counts) {
        return counts.records() == counts.ofInputs()
                ? Optional.empty()
                : Optional.of(sum(
                        Texts.count(counts.records(), "prediction"),
                        new Part(counts.ofInputs(), "of these images"),
                        new Part(counts.repeated(), "repeated"),
                        new Part(counts.ofRemoved(), "of images that were removed"),
                        new Part(counts.ofFormer(), "of a former topic"),
                        new Part(counts.later(), "of images that came meanwhile"),
                        new Part(counts.foreign(), "of no image")));
    }

    /** Returns what dead letters are about, where not all of them are of the images and labels above. */
    private static Optional<String> letters(VerifyReport report) {
        var letters = report.letterCounts();
        long here = report.imageCounts().deadLetters() + report.labelCounts().deadLetters();
        return letters.records() == here
                ? Optional.empty()
                : Optional.of(sum(
                        Texts.count(letters.records(), "dead letter"),
                        new Part(letters.ofImages(), "of images"),
                        new Part(letters.ofLabels(), "of labels"),
                        new Part(letters.records() - letters.ofImages() - letters.ofLabels(), "of neither")));
    }

    private static String sum(String whole, Part... parts) {
        return whole + " in all: "
                + Stream.of(parts)
                        .filter(part -> part.count != 0)
                        .map(part -> Texts.number(part.count) + " " + part.name)
                        .collect(Collectors.joining(", "));
    }

    /** So many of a sum, and which. */
    private record Part(long count, String name) {}
}
