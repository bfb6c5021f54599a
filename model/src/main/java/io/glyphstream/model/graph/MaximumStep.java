package io.glyphstream.model.graph;

import io.glyphstream.matrix.Pool;
import io.glyphstream.matrix.WindowKernel;
import io.glyphstream.matrix.Windows;

/** The largest value of each channel in windows: of equals the first, row by row; a NaN only where it comes first. */
final class MaximumStep implements Step {

    private final Pools pools;
    private final int channels;
    private final WindowKernel kernel;

    MaximumStep(Pools pools, int channels, WindowKernel kernel) {
        this.pools = pools;
        this.channels = channels;
        this.kernel = kernel;
    }

    @Override
    public void run(float[][] inputs, float[] out, int images) {
        if (pools.placeStep() == channels) {
            pools.forEach(
                    images, (some, start, to) -> kernel.largest(new Pool(inputs[0], out, some, channels), start, to));
            return;
        }
        pools.forEach(images, (some, start, to) -> {
            for (int window = 0; window < some.count(); window++) {
                largest(inputs[0], some, start + window * some.step(), out, to + window * channels);
            }
        });
    }

    private void largest(float[] images, Windows window, int start, float[] out, int to) {
        System.arraycopy(images, start, out, to, channels);
        for (int line = 0; line < window.lines(); line++) {
            for (int value = 0; value < window.length() / channels; value++) {
                int at = start + line * window.lineStep() + value * pools.placeStep();
                for (int channel = 0; channel < channels; channel++) {
                    if (images[at + channel] > out[to + channel]) {
                        out[to + channel] = images[at + channel];
                    }
                }
            }
        }
    }
}
