package io.glyphstream.model.neural;

/** How pixels of 0 to 255 become the inputs of a network. */
public enum InputScaling {
    /** Pixel / 255. */
    ZERO_TO_ONE(0) {
        @Override
        float scale(int pixel) {
            return pixel / 255f;
        }
    },
    /** Pixel / 127.5 - 1. */
    MINUS_ONE_TO_ONE(1) {
        @Override
        float scale(int pixel) {
            return (float) (pixel / 127.5 - 1);
        }
    };

    /** What snapshots hold for it; it never changes. */
    public final int code;

    InputScaling(int code) {
        this.code = code;
    }

    /** Returns the input that a pixel of 0 to 255 becomes. */
    abstract float scale(int pixel);

    /** Returns the inputs of all 256 pixels. */
    public float[] table() {
        var table = new float[256];
        for (int pixel = 0; pixel < table.length; pixel++) {
            table[pixel] = scale(pixel);
        }
        return table;
    }
}
