package io.glyphstream.matrix;

/**
 * Some windows that move across an image from left to right, all at the same height. Rows of the image lie one after another,
 * and the channels of a place side by side, so that a row of a window is one run of values.
 *
 * @param count of windows
 * @param step how far a window begins after the one before, in values
 * @param lines how many rows a window has
 * @param lineStep how far a row of the image begins after the one before, in values
 * @param length how many values are in a row of a window
 */
public record Windows(int count, int step, int lines, int lineStep, int length) {

    /** Returns how many values are in a window. */
    public int size() {
        return lines * length;
    }

    /** Writes how far each value of a window lies behind the window's first. */
    void writeOffsets(int[] offsets) {
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < length; i++) {
                offsets[line * length + i] = line * lineStep + i;
            }
        }
    }
}
