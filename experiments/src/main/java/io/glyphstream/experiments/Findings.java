package io.glyphstream.experiments;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * What a study found.
 *
 * @param notes what the rows do not say by themselves; where ours differ from the original's, why
 */
public record Findings(Experiment experiment, List<Finding> rows, List<String> notes, List<Figure> figures) {

    public Findings {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        figures = List.copyOf(figures);
    }

    /**
     * A plot.
     *
     * @param name of its file, without .png
     * @param caption what there is to see
     */
    public record Figure(String name, String caption, BufferedImage picture) {}
}
