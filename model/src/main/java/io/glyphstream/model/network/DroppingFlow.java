package io.glyphstream.model.network;

import io.glyphstream.model.neural.Dropout;
import java.util.Arrays;

/**
 * A dense layer that learns while some of what comes to it is left out at random.
 *
 * <p>N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov: Dropout, a simple way to prevent neural
 * networks from overfitting, 2014.
 */
final class DroppingFlow implements Flow {

    private final Flow dense;
    private final int size;
    /** What each value is multiplied by: zero, or what makes up for those that are left out. */
    private final float[] factors;

    private final float[] kept;
    private Dropout dropout = new Dropout(0, 0);
    private int firstRow;

    /**
     * Returns the layer with room for so many images.
     *
     * @param size the number of values of one image
     */
    DroppingFlow(Flow dense, int size, int capacity) {
        this.dense = dense;
        this.size = size;
        this.factors = new float[Math.multiplyExact(size, capacity)];
        this.kept = new float[factors.length];
    }

    /** Says which values are left out of the images that come next. The first of them has this row in its batch. */
    void leaveOut(Dropout next, int row) {
        dropout = next;
        firstRow = row;
    }

    @Override
    public float[] forward(float[] input, int images) {
        Arrays.fill(factors, 0, images * size, 1);
        for (int image = 0; image < images; image++) {
            dropout.apply(firstRow + image, factors, image * size, size);
        }
        for (int i = 0; i < images * size; i++) {
            kept[i] = input[i] * factors[i];
        }
        return dense.forward(kept, images);
    }

    @Override
    public void keep(ChosenRows rows) {
        rows.moveUp(kept, size);
        rows.moveUp(factors, size);
        dense.keep(rows);
    }

    @Override
    public float[] back(float[] input, float[] slopes, int images) {
        float[] byInputs = dense.back(kept, slopes, images);
        for (int i = 0; i < images * size; i++) {
            byInputs[i] *= factors[i];
        }
        return byInputs;
    }

    @Override
    public void gradient(float[] input, float[] slopes, int images, Weights gradient) {
        dense.gradient(kept, slopes, images, gradient);
    }
}
