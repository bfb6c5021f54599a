package io.glyphstream.onnx;

import io.glyphstream.model.graph.InputScale;
import java.util.ArrayList;
import java.util.List;

/**
 * How pixels of 0 to 255 become the values that a network was trained on: (pixel x scale - mean) / deviation.
 *
 * @param scale what pixels are multiplied by
 * @param means one for all channels, or one for each
 * @param deviations one for all channels, or one for each
 */
public record PixelScale(double scale, List<Double> means, List<Double> deviations) {

    /** Pixels of 0 to 1. */
    public static final PixelScale ZERO_TO_ONE = new PixelScale(1 / 255.0, List.of(0.0), List.of(1.0));

    /** Pixels as they are. */
    public static final PixelScale PLAIN = new PixelScale(1, List.of(0.0), List.of(1.0));

    public PixelScale {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        requireFinite("scale", scale);
        if (scale == 0) {
            throw new IllegalArgumentException("scale must not be 0, which would make all images equal");
        }
        if (means.isEmpty() || deviations.isEmpty()) {
            throw new IllegalArgumentException("there must be a mean and a deviation but there were " + means.size()
                    + " and " + deviations.size());
        }
        means.forEach(mean -> requireFinite("mean", mean));
        for (double deviation : deviations) {
            if (!(deviation > 0) || Double.isInfinite(deviation)) {
                throw new IllegalArgumentException("a deviation must be above 0 but was " + deviation);
            }
        }
    }

    /**
     * Returns the same for a design.
     *
     * @throws IllegalArgumentException if there are means or deviations for another number of channels
     */
    InputScale of(int channels) {
        requireFor("means", means, channels);
        requireFor("deviations", deviations, channels);
        var multipliers = new ArrayList<Float>();
        var addends = new ArrayList<Float>();
        for (int channel = 0; channel < channels; channel++) {
            double deviation = deviations.get(channel % deviations.size());
            double mean = means.get(channel % means.size());
            multipliers.add((float) (scale / deviation));
            addends.add((float) (0 - mean / deviation));
        }
        return new InputScale(multipliers, addends);
    }

    private static void requireFor(String name, List<Double> values, int channels) {
        if (values.size() != 1 && values.size() != channels) {
            throw new IllegalArgumentException("there must be 1 or " + channels + " " + name
                    + ", as many as the images have channels, but there were " + values.size());
        }
    }

    private static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number but was " + value);
        }
    }

    /** Returns it as people write it: {@code (pixel x 0.003922 - 0.1307) / 0.3081}. */
    @Override
    public String toString() {
        return "(pixel x " + (float) scale + " - " + text(means) + ") / " + text(deviations);
    }

    private static String text(List<Double> values) {
        return values.size() == 1 ? String.valueOf(values.get(0).floatValue()) : values.toString();
    }
}
