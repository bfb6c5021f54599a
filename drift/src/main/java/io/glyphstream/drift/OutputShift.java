package io.glyphstream.drift;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Compares the outputs of a classifier on a window of images with its outputs on reference images: a two-sample
 * Kolmogorov-Smirnov test for each output, with Bonferroni's correction for their number. It needs no labels.
 *
 * <p>Source: Stephan Rabanser, Stephan Günnemann and Zachary Lipton, Failing Loudly: An Empirical Study of Methods for
 * Detecting Dataset Shift, NeurIPS 2019 (univariate tests on softmax outputs).
 *
 * <p>Ties: equal outputs of both samples are counted together before the distance is taken, so that a classifier that is
 * certain of most images raises no alarm by that alone. The p-value is then conservative.
 */
public final class OutputShift {
    /** Up to this product of sample sizes p-values are exact; beyond it they are those of the limiting distribution. */
    private static final long MOST_FOR_EXACT = 10_000;

    private final KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
    private final double[][] reference;
    private final double level;

    /**
     * What was found in one window.
     *
     * @param chances for each output, the chance of such a distance if nothing changed
     * @param threshold the chance below which an output has shifted: the level divided by the number of outputs
     */
    public record Finding(List<Double> chances, double threshold) {
        public Finding {
            chances = List.copyOf(chances);
        }

        /** Returns true if at least one output has shifted. */
        public boolean isShift() {
            return smallestChance() < threshold;
        }

        /** Returns the smallest of the chances. */
        public double smallestChance() {
            return chances.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        }
    }

    /**
     * Keeps the reference.
     *
     * @param reference the outputs on reference images: at least 2 images, all with as many outputs
     * @param level the chance of an alarm in a window that did not change, within (0, 1)
     */
    public OutputShift(List<float[]> reference, double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be between 0 and 1 but was " + level);
        }
        this.reference = columns(reference, reference.isEmpty() ? 0 : reference.get(0).length);
        this.level = level;
    }

    /**
     * Compares a window with the reference.
     *
     * @param window the outputs on at least 2 images, as many for each as the reference has
     */
    public Finding compare(List<float[]> window) {
        double[][] now = columns(window, reference.length);
        var chances = new ArrayList<Double>();
        for (int output = 0; output < reference.length; output++) {
            chances.add(chance(reference[output], now[output]));
        }
        return new Finding(chances, level / reference.length);
    }

    private double chance(double[] one, double[] other) {
        double distance = test.kolmogorovSmirnovStatistic(one, other);
        return (long) one.length * other.length <= MOST_FOR_EXACT
                ? test.exactP(distance, one.length, other.length, false)
                : test.approximateP(distance, one.length, other.length);
    }

    private static double[][] columns(List<float[]> rows, int outputs) {
        if (rows.size() < 2) {
            throw new IllegalArgumentException("a sample must have at least 2 images but has " + rows.size());
        }
        if (outputs == 0) {
            throw new IllegalArgumentException("an image must have at least 1 output but has none");
        }
        var columns = new double[outputs][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            float[] values = rows.get(row);
            if (values.length != outputs) {
                throw new IllegalArgumentException(
                        "image " + row + " must have " + outputs + " outputs but has " + values.length);
            }
            for (int output = 0; output < outputs; output++) {
                columns[output][row] = values[output];
            }
        }
        return columns;
    }
}
