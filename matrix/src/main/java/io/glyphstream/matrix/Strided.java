package io.glyphstream.matrix;

/** A matrix somewhere in an array: the element at (row, column) is values[start + row x rowStep + column x columnStep]. */
public final class Strided {

    final float[] values;
    final int start;
    final int rowStep;
    final int columnStep;

    private Strided(float[] values, int start, int rowStep, int columnStep) {
        this.values = values;
        this.start = start;
        this.rowStep = rowStep;
        this.columnStep = columnStep;
    }

    /** Returns the matrix whose rows lie one after another, each {@code rowStep} from the one before. */
    public static Strided rowMajor(float[] values, int rowStep) {
        return new Strided(values, 0, rowStep, 1);
    }

    /** Returns the same elements with rows and columns exchanged. */
    public Strided transposed() {
        return new Strided(values, start, columnStep, rowStep);
    }

    /** Returns what is left without the first rows and columns. */
    public Strided from(int row, int column) {
        return new Strided(values, at(row, column), rowStep, columnStep);
    }

    /** Returns the index of an element in the array. */
    int at(int row, int column) {
        return start + row * rowStep + column * columnStep;
    }
}
