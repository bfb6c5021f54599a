package io.glyphstream.experiments;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** Findings of one setting that differ in nothing but what was drawn at random. */
final class Repetition {

    private final List<Finding> findings;

    /** Returns the repetition of these findings, all measured on the same images. */
    Repetition(List<Finding> findings) {
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("a repetition must have findings but had none");
        }
        this.findings = List.copyOf(findings);
    }

    /**
     * Returns the row of what they found and took on average; the remark says how far apart they are.
     *
     * @param original the one figure that it is put beside
     */
    Finding mean(Finding.Original original) {
        Finding first = findings.get(0);
        int right = (int) Math.round(mean(finding -> finding.score().right()));
        return new Finding(
                first.setting() + ", mean of " + findings.size(),
                new Score(right, first.score().all(), first.score().of()),
                loss(),
                original,
                new Finding.Effort(
                        time(finding -> finding.effort().training().toNanos()),
                        time(finding -> finding.effort().prediction().toNanos()),
                        first.effort().epochs(),
                        OptionalLong.empty()),
                span("accuracy", finding -> finding.score().accuracy())
                        + (loss().isPresent()
                                ? "; " + span("loss", finding -> finding.loss().orElseThrow())
                                : ""));
    }

    /** Nothing, where one of them has none. */
    private OptionalDouble loss() {
        return findings.stream().allMatch(finding -> finding.loss().isPresent())
                ? OptionalDouble.of(mean(finding -> finding.loss().orElseThrow()))
                : OptionalDouble.empty();
    }

    private Duration time(ToDoubleFunction<Finding> nanos) {
        return Duration.ofNanos(Math.round(mean(nanos)));
    }

    private double mean(ToDoubleFunction<Finding> figure) {
        return findings.stream().mapToDouble(figure).average().orElseThrow();
    }

    private String span(String name, ToDoubleFunction<Finding> figure) {
        var figures = findings.stream().mapToDouble(figure).summaryStatistics();
        return String.format(Locale.ROOT, "%s %.4f to %.4f", name, figures.getMin(), figures.getMax());
    }
}
