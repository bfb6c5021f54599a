package io.glyphstream.model.network;

/** Some of the images that came through a network, in their order. One thread's. */
final class ChosenRows {

    private final int[] rows;
    private int count;

    /** Returns room for so many images. */
    ChosenRows(int capacity) {
        this.rows = new int[capacity];
    }

    void clear() {
        count = 0;
    }

    void add(int row) {
        rows[count] = row;
        count++;
    }

    int count() {
        return count;
    }

    /**
     * Moves what belongs to these images to the front.
     *
     * @param values (images x size)
     */
    void moveUp(float[] values, int size) {
        for (int i = 0; i < count; i++) {
            if (rows[i] > i) {
                System.arraycopy(values, rows[i] * size, values, i * size, size);
            }
        }
    }
}
