package io.glyphstream.verifier;

import io.glyphstream.verifier.report.AnswerCounts;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.InputCounts;
import io.glyphstream.verifier.report.Losses;
import io.glyphstream.verifier.report.Stretch;
import io.glyphstream.verifier.report.VerifyReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Adds up what all partitions came to. */
final class ReportWriter {
    private final Findings findings;
    private final Losses losses;
    private final Clocks clocks;
    private final Map<Finding, Long> found = new EnumMap<>(Finding.class);
    private final Map<Finding, Long> accepted = new EnumMap<>(Finding.class);
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    ReportWriter(Findings findings, Losses losses, Clocks clocks) {
        this.findings = findings;
        this.losses = losses;
        this.clocks = clocks;
    }

    VerifyReport report(
            VerifyReport.Letters letters,
            AccuracyRun.Result accuracies,
            Collection<PartitionWork.Done> done,
            List<Stretch> part) {
        var images = InputCounts.NONE;
        var labels = InputCounts.NONE;
        var predictions = AnswerCounts.NONE;
        var rescored = 0L;
        for (var one : done) {
            images = images.plus(one.check().counts());
            labels = labels.plus(one.labels().counts());
            predictions = predictions.plus(one.check().answers());
            rescored += one.check().rescored();
        }
        sort();
        tellUndecided();
        tellUnknown(images.unknown(), "image");
        tellUnknown(labels.unknown(), "label");
        notes.addAll(findings.notes());
        notes.addAll(clocks.notes());
        return new VerifyReport(
                part,
                images,
                labels,
                predictions,
                letters,
                new VerifyReport.Checked(rescored, accuracies.checked(), accuracies.accuracy(), OptionalLong.empty()),
                found,
                accepted,
                findings.losses(),
                clocks.most(),
                problems,
                notes);
    }

    private void sort() {
        for (var finding : Finding.values()) {
            var count = findings.count(finding);
            if (count == 0) {
                continue;
            }
            if (losses == Losses.ACCEPTED && finding.isLoss()) {
                accepted.put(finding, count);
                findings.told(finding).forEach(text -> notes.add("accepted: " + text));
                continue;
            }
            if (finding == Finding.REPEATED) {
                accepted.put(finding, count);
                notes.addAll(findings.told(finding));
                continue;
            }
            found.put(finding, count);
            problems.addAll(findings.told(finding));
        }
    }

    private void tellUndecided() {
        var undecided = findings.undecided();
        if (!undecided.isEmpty()) {
            notes.add(undecided.size() + " single offsets that were removed had no outcome (the first: "
                    + undecided.get(0).text() + "): the end of a transaction takes an offset, or a record was lost");
        }
    }

    private void tellUnknown(long count, String noun) {
        if (count > 0) {
            notes.add(count + " of the " + noun
                    + "s that are there have no outcome any more: retention removed the oldest"
                    + " predictions or dead letters");
        }
    }
}
