package io.glyphstream.cli.demo;

import io.glyphstream.registry.References;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ModelReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How things stand in a demo, by what its topics say.
 *
 * @param missing inputs without an answer
 * @param duplicates answers to inputs that had one already
 * @param champions the champions, in the order in which they first answered under each deployment
 * @param tallies how often each version was right, counted from the predictions
 * @param reports the same as the accuracy topic has it at present
 */
record DemoState(
        long images,
        long predictions,
        long deadLetters,
        long missing,
        long duplicates,
        List<DemoLedger.Champion> champions,
        Map<ModelReference, DemoLedger.Tally> tallies,
        List<AccuracyReport> reports,
        Latency latency,
        Optional<Instant> firstCaptured,
        Optional<Instant> firstArrival,
        Optional<Instant> lastArrival,
        Shown shown) {

    /** Returns in what the accuracy topic differs from the predictions: nothing, once it has caught up. */
    List<String> differences() {
        var differences = new ArrayList<String>();
        for (var entry : tallies.entrySet()) {
            DemoLedger.Tally counted = entry.getValue();
            var reported = reports.stream()
                    .filter(report -> report.getModel().equals(entry.getKey()))
                    .map(report -> new DemoLedger.Tally(report.getSeen(), report.getCorrect(), report.getUnlabelled()))
                    .findFirst();
            if (!reported.equals(Optional.of(counted))) {
                differences.add("accuracy of " + References.text(entry.getKey()) + ": the predictions give " + counted
                        + ", the accuracy topic "
                        + reported.map(Object::toString).orElse("nothing"));
            }
        }
        return differences;
    }

    /** Returns the answers a second, from the first image's creation to the last answer's arrival. */
    double imagesPerSecond() {
        if (firstCaptured.isEmpty() || lastArrival.isEmpty()) {
            return 0;
        }
        long millis = Duration.between(firstCaptured.get(), lastArrival.get()).toMillis();
        return millis <= 0 ? 0 : 1000.0 * (predictions + deadLetters) / millis;
    }

    /** Returns the seconds from an instant to the first answer; 0 when there was none. */
    double secondsToFirstAnswer(Instant since) {
        return firstArrival
                .map(first -> Duration.between(since, first).toMillis() / 1000.0)
                .orElse(0.0);
    }

    /** From an image's creation to the arrival of its committed answer, in milliseconds. */
    record Latency(long p50, long p99) {}

    /** The newest answers, and the newest wrong ones. */
    record Shown(List<DemoLedger.Answer> newest, List<DemoLedger.Answer> mistakes) {}
}
