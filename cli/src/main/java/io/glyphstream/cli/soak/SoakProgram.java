package io.glyphstream.cli.soak;

import io.glyphstream.operations.StopSignal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Runs a soak. It is a program of its own, so that what kills processes is not shipped with what serves; {@code soak} finds it
 * with {@link java.util.ServiceLoader}.
 */
public interface SoakProgram {

    /**
     * Harms a pipeline of its own and returns what came of it.
     *
     * @param folder where the processes keep their data, and write what they print and log
     * @param stop ends the faults early
     * @param say receives what happens
     * @throws SoakFailedException when the pipeline does not even begin to answer
     */
    SoakResult run(SoakSettings settings, Path folder, Clock clock, StopSignal stop, Consumer<String> say)
            throws InterruptedException;
}
