package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Usage;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How many threads a training uses. */
final class ThreadsOption {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many to use; the model does not depend on it. Without it, all.")
    private Optional<Integer> threads = Optional.empty();

    /** Returns what was chosen, or as many as there are processors. */
    int count() {
        int wanted = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (wanted < 1) {
            throw Usage.mistake("threads must be at least 1 but was " + wanted);
        }
        return wanted;
    }
}
