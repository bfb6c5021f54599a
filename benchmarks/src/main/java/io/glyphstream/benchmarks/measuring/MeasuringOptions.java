package io.glyphstream.benchmarks.measuring;

import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to measure, and how to tell the result. */
public final class MeasuringOptions {

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Give ours and the rivals so many threads. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Take medians over so many rounds. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "1",
            description = "Measure each variant for so long in each round. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    public boolean json() {
        return report.json();
    }

    public int threads() {
        if (threads < 1) {
            throw new IllegalArgumentException("--threads must be at least 1 but was " + threads);
        }
        return threads;
    }

    public Rounds rounds() {
        if (!(seconds > 0 && seconds <= 3600)) {
            throw new IllegalArgumentException("--seconds must be within (0, 3600] but was " + seconds);
        }
        var turn = Duration.ofNanos((long) (seconds * 1e9));
        return new Rounds(rounds, turn, turn.multipliedBy(2));
    }
}
