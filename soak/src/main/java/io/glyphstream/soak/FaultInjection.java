package io.glyphstream.soak;

import io.glyphstream.cli.soak.SoakProgram;
import io.glyphstream.cli.soak.SoakResult;
import io.glyphstream.cli.soak.SoakSettings;
import io.glyphstream.operations.StopSignal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/** What {@code glyphstream soak} runs. */
public final class FaultInjection implements SoakProgram {

    @Override
    public SoakResult run(SoakSettings settings, Path folder, Clock clock, StopSignal stop, Consumer<String> say)
            throws InterruptedException {
        var summary = new Soak(settings, folder, clock, stop, say).run();
        return new SoakResult(summary.lines(), summary.facts(), summary.problems());
    }
}
