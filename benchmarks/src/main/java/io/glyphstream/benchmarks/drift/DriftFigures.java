package io.glyphstream.benchmarks.drift;

import java.util.List;

/**
 * What the study found.
 *
 * @param reference images whose outputs a window is compared with
 * @param errorRate of the model on images that did not change
 * @param outputs shifts found by outputs, one row for each shift and share of changed images
 * @param outputsClean alarms by outputs in windows that did not change, one row for each size of window
 * @param mistakes shifts found by mistakes, one row for each shift and share of changed images
 * @param mistakesClean alarms by mistakes in streams that did not change
 */
public record DriftFigures(
        String dataset,
        int reference,
        double errorRate,
        List<OutputsRow> outputs,
        List<CleanRow> outputsClean,
        List<MistakesRow> mistakes,
        CleanRow mistakesClean) {

    public DriftFigures {
        outputs = List.copyOf(outputs);
        outputsClean = List.copyOf(outputsClean);
        mistakes = List.copyOf(mistakes);
    }

    /**
     * A shift, and how often a window shows it.
     *
     * @param share of the images that changed
     * @param found by size of window, in the order of the sizes: the share of windows in which it was found
     */
    public record OutputsRow(String shift, double share, List<Found> found) {
        public OutputsRow {
            found = List.copyOf(found);
        }
    }

    /**
     * How often a shift is found in windows of one size.
     *
     * @param rate share of the windows in which it was found
     * @param delay images until the first window in which it is found, in the mean; 0 if it was found in none
     */
    public record Found(int window, double rate, double delay) {}

    /**
     * Alarms where nothing changed.
     *
     * @param window images in a test
     * @param tests how many were done
     * @param nominal the share of tests that may raise an alarm
     * @param chance of so many alarms or more if they came at the nominal rate (binomial test)
     */
    public record CleanRow(int window, int tests, int alarms, double nominal, double chance) {}

    /**
     * A shift, and how soon mistakes show it.
     *
     * @param share of the images that changed
     * @param errorRate of the model on the stream after the change
     * @param rate share of the streams in which there was an alarm after the change
     * @param delay images from the change to the alarm, the median of the streams in which there was one; 0 if there was none
     */
    public record MistakesRow(String shift, double share, double errorRate, double rate, double delay) {}
}
