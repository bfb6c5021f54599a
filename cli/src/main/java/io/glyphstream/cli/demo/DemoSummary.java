package io.glyphstream.cli.demo;

import io.glyphstream.cli.command.Texts;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.verifier.report.VerifyReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a demo came to.
 *
 * @param verification what a verifier found on the topics afterwards
 * @param firstPredictionSeconds from the start of the program to the first answer; 0 when there was none
 * @param story what the story came to, where one was told
 */
record DemoSummary(
        String dataset,
        DemoState state,
        VerifyReport verification,
        List<Deployment> deployments,
        double firstPredictionSeconds,
        Optional<StoryOutcome> story) {

    /** A change of champion that answers have shown. */
    record Swap(String from, String to, String reason) {}

    /** Returns what is not as it should be. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        if (state.missing() > 0) {
            problems.add(Numbers.count(state.missing(), "image") + " without an answer");
        }
        if (state.duplicates() > 0) {
            problems.add(Numbers.count(state.duplicates(), "image") + " answered more than once");
        }
        problems.addAll(state.differences());
        problems.addAll(verification.problems());
        story.ifPresent(told -> problems.addAll(told.problems()));
        return problems;
    }

    List<Swap> swaps() {
        var champions = state.champions().stream()
                .sorted(Comparator.comparingLong(DemoLedger.Champion::deployment))
                .toList();
        var swaps = new ArrayList<Swap>();
        for (int i = 1; i < champions.size(); i++) {
            var from = champions.get(i - 1).model();
            var to = champions.get(i).model();
            if (!from.equals(to)) {
                swaps.add(new Swap(
                        References.text(from),
                        References.text(to),
                        reasonOf(champions.get(i).deployment())));
            }
        }
        return swaps;
    }

    Map<String, @Nullable Object> facts() {
        var facts = new LinkedHashMap<>(factsOfStream());
        story.ifPresent(told -> facts.put("story", told.facts()));
        return facts;
    }

    private Map<String, @Nullable Object> factsOfStream() {
        return JsonView.object(
                "dataset", dataset,
                "images", state.images(),
                "predictions", state.predictions(),
                "deadLetters", state.deadLetters(),
                "missing", state.missing(),
                "duplicates", state.duplicates(),
                "verified", verification.ok(),
                "swaps",
                        swaps().stream()
                                .map(swap ->
                                        JsonView.object("from", swap.from(), "to", swap.to(), "reason", swap.reason()))
                                .toList(),
                "accuracy", accuracies().stream().map(DemoSummary::facts).toList(),
                "imagesPerSecond", state.imagesPerSecond(),
                "latencyMillis",
                        JsonView.object(
                                "p50",
                                state.latency().p50(),
                                "p99",
                                state.latency().p99()),
                "firstPredictionSeconds", firstPredictionSeconds,
                "problems", problems());
    }

    /** Returns the summary for people. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(String.format(
                Locale.ROOT,
                "%s, %s, %s; missing %s, duplicates %s",
                Numbers.count(state.images(), "image"),
                Numbers.count(state.predictions(), "prediction"),
                Numbers.count(state.deadLetters(), "dead letter"),
                Numbers.format(state.missing()),
                Numbers.format(state.duplicates())));
        lines.add(String.format(
                Locale.ROOT,
                "%s images a second; half answered within %d ms, 99 %% within %d ms",
                Numbers.format(Math.round(state.imagesPerSecond())),
                state.latency().p50(),
                state.latency().p99()));
        lines.add(
                "(while broker, feed and training ran in the same process, on code that was not compiled yet at first;"
                        + " to measure: glyphstream bench pipeline)");
        swaps().forEach(swap -> lines.add(String.format(
                Locale.ROOT, "swapped %s for %s while images streamed: %s", swap.from(), swap.to(), swap.reason())));
        for (AccuracyReport report : accuracies()) {
            lines.add(
                    String.format(Locale.ROOT, "%-7s %s", References.text(report.getModel()), Texts.accuracy(report)));
        }
        lines.add(String.format(
                Locale.ROOT,
                verification.ok()
                        ? "verified from the topics: each image answered once, %s computed again to the bit, %s counted again"
                        : "NOT VERIFIED, though %s were computed again and %s counted again",
                Numbers.count(verification.rescored(), "score"),
                Numbers.count(verification.accuracyChecked(), "accuracy")));
        story.ifPresent(told -> lines.addAll(told.lines()));
        return lines;
    }

    private List<AccuracyReport> accuracies() {
        return state.reports().stream()
                .sorted(Comparator.comparing(
                                (AccuracyReport report) -> report.getModel().getModel())
                        .reversed()
                        .thenComparing(report -> report.getModel().getVersion()))
                .toList();
    }

    private static Map<String, @Nullable Object> facts(AccuracyReport report) {
        return JsonView.object(
                "model", report.getModel().getModel(),
                "version", report.getModel().getVersion(),
                "seen", report.getSeen(),
                "correct", report.getCorrect(),
                "accuracy", report.getAccuracy());
    }

    private String reasonOf(long sequence) {
        return deployments.stream()
                .filter(deployment -> deployment.getSequence() == sequence)
                .map(Deployment::getReason)
                .findFirst()
                .orElse("");
    }
}
