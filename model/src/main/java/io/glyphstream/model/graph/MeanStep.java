package io.glyphstream.model.graph;

import io.glyphstream.matrix.Windows;
import java.util.Arrays;

/** The mean of each channel in windows: a sum that begins with zero and goes through the window row by row, then a division. */
final class MeanStep implements Step {

    private final Pools pools;
    private final int channels;
    private final int divisor;

    /**
     * Returns the pool at work.
     *
     * @param divisor what sums are divided by; 0 for the number of values in the window that are inside of the image
     */
    MeanStep(Pools pools, int channels, int divisor) {
        this.pools = pools;
        this.channels = channels;
        this.divisor = divisor;
    }

    @Override
    public void run(float[][] inputs, float[] out, int images) {
        pools.forEach(images, (some, start, to) -> {
            for (int window = 0; window < some.count(); window++) {
                mean(inputs[0], some, start + window * some.step(), out, to + window * channels);
            }
        });
    }

    private void mean(float[] images, Windows window, int start, float[] out, int to) {
        int values = window.length() / channels;
        Arrays.fill(out, to, to + channels, 0);
        for (int line = 0; line < window.lines(); line++) {
            for (int value = 0; value < values; value++) {
                add(images, start + line * window.lineStep() + value * pools.placeStep(), out, to);
            }
        }
        float by = divisor == 0 ? window.lines() * values : divisor;
        for (int channel = to; channel < to + channels; channel++) {
            out[channel] /= by;
        }
    }

    private void add(float[] images, int from, float[] out, int to) {
        for (int channel = 0; channel < channels; channel++) {
            out[to + channel] += images[from + channel];
        }
    }
}
