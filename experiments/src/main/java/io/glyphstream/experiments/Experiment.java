package io.glyphstream.experiments;

import java.util.function.Function;

/**
 * A study that anyone can run again.
 *
 * @param name what people type
 * @param title what is studied, in a line
 */
public record Experiment(String name, String title, Function<Laboratory, Findings> study) {

    /**
     * Returns what the study finds.
     *
     * @throws StoppedException when somebody asked the laboratory to stop
     */
    public Findings run(Laboratory laboratory) {
        return study.apply(laboratory);
    }
}
