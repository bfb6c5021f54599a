package io.glyphstream.operations;

import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.Verifier;
import io.glyphstream.verifier.VerifyProgress;
import io.glyphstream.verifier.VerifySettings;
import io.glyphstream.verifier.report.Accuracy;
import io.glyphstream.verifier.report.AnswerCounts;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.InputCounts;
import io.glyphstream.verifier.report.Stretch;
import io.glyphstream.verifier.report.VerifyReport;
import io.glyphstream.verifier.topics.KafkaContents;
import io.glyphstream.verifier.topics.RegistryModels;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The verifier on a cluster, and its report for people. */
public final class Verification {

    private Verification() {}

    /** Reads the topics to their present ends and returns what was found. */
    public static VerifyReport run(
            KafkaCluster cluster, Topics topics, VerifySettings settings, Clock clock, VerifyProgress progress) {
        try (var contents = new KafkaContents(cluster);
                var models = new RegistryModels(cluster, topics, clock)) {
            return new Verifier(topics, contents, models, settings).verify(progress);
        }
    }

    /** Returns the report in lines. */
    public static List<String> lines(VerifyReport report) {
        var lines = new ArrayList<String>();
        if (!report.part().isEmpty()) {
            lines.add("only the newest images, and neither labels nor accuracy: "
                    + report.part().stream().map(Verification::place).collect(Collectors.joining(", ")));
        }
        var images = report.imageCounts();
        lines.add(Numbers.count(images.records(), "image") + ": " + Numbers.count(images.taken(), "prediction")
                + " and " + Numbers.count(images.deadLetters(), "dead letter") + outcomes(images));
        var labels = report.labelCounts();
        if (labels.records() > 0) {
            lines.add(Numbers.count(labels.records(), "label") + ": " + Numbers.format(labels.taken())
                    + " taken in and " + Numbers.count(labels.deadLetters(), "dead letter") + outcomes(labels));
        }
        predictions(report.predictionCounts()).ifPresent(lines::add);
        letters(report).ifPresent(lines::add);
        if (report.count(Finding.LOST) > 0) {
            lines.add("lost: " + Numbers.count(report.count(Finding.LOST), "offset") + " without an outcome");
        }
        lines.add(Numbers.count(report.rescored(), "score") + " computed again: "
                + Numbers.format(report.count(Finding.MISMATCH)) + " differ; "
                + Numbers.count(report.accuracyChecked(), "accuracy") + " counted again: "
                + Numbers.format(report.count(Finding.ACCURACY)) + " differ");
        report.checked()
                .models()
                .ifPresent(models -> lines.add("held-out figures of " + Numbers.count(models, "model")
                        + " computed again: " + Numbers.format(report.count(Finding.FIGURES)) + " differ"));
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
                        + Numbers.count(report.count(Finding.REPEATED), "outcome") + " given again";
        return "verified" + exceptions(report) + again;
    }

    private static String place(Stretch part) {
        return part.topic() + "-" + part.partition()
                + (part.from() == part.to() ? " at " + part.from() : " from " + part.from() + " to " + part.to());
    }

    private static String exceptions(VerifyReport report) {
        var part = report.part().isEmpty() ? "" : ", the newest images only";
        var exceptions = new ArrayList<String>();
        if (report.hasAcceptedLosses()) {
            exceptions.add("the losses that were accepted");
        }
        if (report.accuracy() == Accuracy.FED_MEANWHILE) {
            exceptions.add("accuracy, as images or labels were coming in");
        }
        return part + (exceptions.isEmpty() ? "" : ", but for " + String.join(", and ", exceptions));
    }

    private static String outcomes(InputCounts counts) {
        return "; missing " + Numbers.format(counts.missing()) + ", duplicates " + Numbers.format(counts.duplicates())
                + (counts.unknown() == 0 ? "" : ", outcomes removed " + Numbers.format(counts.unknown()));
    }

    /** Returns what predictions are about, where not all of them answer the images above. */
    private static Optional<String> predictions(AnswerCounts counts) {
        return counts.records() == counts.ofInputs()
                ? Optional.empty()
                : Optional.of(sum(
                        Numbers.count(counts.records(), "prediction"),
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
                        Numbers.count(letters.records(), "dead letter"),
                        new Part(letters.ofImages(), "of images"),
                        new Part(letters.ofLabels(), "of labels"),
                        new Part(letters.records() - letters.ofImages() - letters.ofLabels(), "of neither")));
    }

    private static String sum(String whole, Part... parts) {
        return whole + " in all: "
                + Stream.of(parts)
                        .filter(part -> part.count != 0)
                        .map(part -> Numbers.format(part.count) + " " + part.name)
                        .collect(Collectors.joining(", "));
    }

    /** So many of a sum, and which. */
    private record Part(long count, String name) {}
}
