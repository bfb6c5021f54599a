package io.glyphstream.model.network;

import io.glyphstream.matrix.Pool;
import io.glyphstream.matrix.WindowKernel;
import io.glyphstream.matrix.Windows;
import java.util.Arrays;

/** Pooling at work. Of equal values the first one in the window gets the slope. */
final class PoolingFlow implements Flow {

    private final int side;
    private final Shape input;
    private final Shape output;
    private final int capacity;
    private final WindowKernel kernel;
    private final Windows windows;
    private final float[] out;
    private float[] byInputs = {};

    PoolingFlow(MaximumPooling layer, Shape input, int capacity, WindowKernel kernel) {
        this.side = layer.side();
        this.input = input;
        this.output = layer.outputOf(input);
        this.capacity = capacity;
        this.kernel = kernel;
        int step = side * input.channels();
        this.windows = new Windows(output.columns(), step, side, input.columns() * input.channels(), step);
        this.out = new float[Math.toIntExact(output.size() * capacity)];
    }

    @Override
    public float[] forward(float[] images, int count) {
        var pool = new Pool(images, out, windows, input.channels());
        for (int row = 0; row < count * output.rows(); row++) {
            kernel.largest(pool, start(row), row * output.columns() * output.channels());
        }
        return out;
    }

    @Override
    public void keep(ChosenRows rows) {
        rows.moveUp(out, Math.toIntExact(output.size()));
    }

    @Override
    public float[] back(float[] images, float[] slopes, int count) {
        if (byInputs.length == 0) {
            byInputs = new float[Math.toIntExact(input.size() * capacity)];
        }
        if (input.rows() % side != 0 || input.columns() % side != 0) {
            Arrays.fill(byInputs, 0, Math.toIntExact(count * input.size()), 0);
        }
        var pool = new Pool(images, out, windows, input.channels());
        for (int row = 0; row < count * output.rows(); row++) {
            kernel.spread(pool, slopes, byInputs, start(row), row * output.columns() * output.channels());
        }
        return byInputs;
    }

    /** Returns where the windows of a row of the output begin, counted through all images. */
    private int start(int row) {
        int image = row / output.rows();
        return (image * input.rows() + row % output.rows() * side) * input.columns() * input.channels();
    }
}
