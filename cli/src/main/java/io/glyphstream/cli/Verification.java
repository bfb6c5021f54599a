package io.glyphstream.cli;

import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.Topics;
import io.glyphstream.verifier.Finding;
import io.glyphstream.verifier.KafkaContents;
import io.glyphstream.verifier.RegistryModels;
import io.glyphstream.verifier.Verifier;
import io.glyphstream.verifier.VerifyProgress;
import io.glyphstream.verifier.VerifyReport;
import io.glyphstream.verifier.VerifySettings;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
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
        return Texts.facts(
                "ok", report.ok(),
                "images", report.images(),
                "predictions", report.predictions(),
                "deadLetters", report.deadLetters(),
                "labels", report.labels(),
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
                "problems", report.problems(),
                "notes", report.notes());
    }

    static String text(VerifyReport report) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %s and %s; missing %s, duplicates %s%n",
                Texts.count(report.images(), "image"),
                Texts.count(report.predictions(), "prediction"),
                Texts.count(report.deadLetters(), "dead letter"),
                Texts.number(report.count(Finding.MISSING)),
                Texts.number(report.count(Finding.DUPLICATE))));
        text.append(String.format(
                Locale.ROOT,
                "%s computed again: %s differ; %s counted again: %s differ%n",
                Texts.count(report.rescored(), "score"),
                Texts.number(report.count(Finding.MISMATCH)),
                Texts.count(report.accuracyChecked(), "accuracy"),
                Texts.number(report.count(Finding.ACCURACY))));
        report.notes().forEach(note -> text.append("note: ").append(note).append(System.lineSeparator()));
        text.append(report.ok() ? "verified" : "NOT VERIFIED").append(System.lineSeparator());
        return text.toString();
    }
}
