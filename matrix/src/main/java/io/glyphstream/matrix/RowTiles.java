package io.glyphstream.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * The left side is read where it lies: to copy it into another order costs more than it saves. To load one of its elements
 * takes as long as a multiply-add, so each serves two vectors of columns, where there are as many columns. Many rows share what
 * is loaded of the right side, and make as many independent sums as hide the latency of the multiply-add.
 */
/** Adds tiles of products; rows of the left side begin anywhere, and the elements of each lie side by side. One thread's. */
final class RowTiles {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = SPECIES.length();

    private final Strip strip;

    /** Where the rows of a tile begin in the left side. */
    final int[] starts = new int[StripColumns.MOST_ROWS];

    RowTiles(Strip strip) {
        this.strip = strip;
    }

    /**
     * Adds one tile.
     *
     * @param left the values of the left side, whose rows begin at the starts
     * @param rightAt where the rows of the strip begin
     * @param begin what the sums begin with, whole vectors
     * @param end where they go, whole vectors
     */
    void add(StripColumns columns, float[] left, int rightAt, int depth, Strided begin, Strided end) {
        if (columns.areTwoVectors()) {
            addTwo(left, rightAt, depth, begin, end);
        } else {
            addOne(left, rightAt, depth, begin, end);
        }
    }

    /** Adds one tile with one vector of columns; the sums are numbered by row. */
    private void addOne(float[] values, int rightAt, int depth, Strided begin, Strided end) {
        float[] right = strip.values;
        int at0 = starts[0];
        int at1 = starts[1];
        int at2 = starts[2];
        int at3 = starts[3];
        int at4 = starts[4];
        int at5 = starts[5];
        int at6 = starts[6];
        int at7 = starts[7];
        var sum0 = VectorKernel.load(begin.values, begin.at(0, 0));
        var sum1 = VectorKernel.load(begin.values, begin.at(1, 0));
        var sum2 = VectorKernel.load(begin.values, begin.at(2, 0));
        var sum3 = VectorKernel.load(begin.values, begin.at(3, 0));
        var sum4 = VectorKernel.load(begin.values, begin.at(4, 0));
        var sum5 = VectorKernel.load(begin.values, begin.at(5, 0));
        var sum6 = VectorKernel.load(begin.values, begin.at(6, 0));
        var sum7 = VectorKernel.load(begin.values, begin.at(7, 0));
        // A plain count and constant distances let the compiler prove before the loop that no index is out of bounds.
        for (int k = 0; k < depth; k++) {
            var columns = VectorKernel.load(right, rightAt + k * LANES);
            var factor = FloatVector.broadcast(SPECIES, values[at0 + k]);
            sum0 = columns.fma(factor, VectorKernel.cast(sum0));
            factor = FloatVector.broadcast(SPECIES, values[at1 + k]);
            sum1 = columns.fma(factor, VectorKernel.cast(sum1));
            factor = FloatVector.broadcast(SPECIES, values[at2 + k]);
            sum2 = columns.fma(factor, VectorKernel.cast(sum2));
            factor = FloatVector.broadcast(SPECIES, values[at3 + k]);
            sum3 = columns.fma(factor, VectorKernel.cast(sum3));
            factor = FloatVector.broadcast(SPECIES, values[at4 + k]);
            sum4 = columns.fma(factor, VectorKernel.cast(sum4));
            factor = FloatVector.broadcast(SPECIES, values[at5 + k]);
            sum5 = columns.fma(factor, VectorKernel.cast(sum5));
            factor = FloatVector.broadcast(SPECIES, values[at6 + k]);
            sum6 = columns.fma(factor, VectorKernel.cast(sum6));
            factor = FloatVector.broadcast(SPECIES, values[at7 + k]);
            sum7 = columns.fma(factor, VectorKernel.cast(sum7));
        }
        VectorKernel.cast(sum0).intoArray(end.values, end.at(0, 0));
        VectorKernel.cast(sum1).intoArray(end.values, end.at(1, 0));
        VectorKernel.cast(sum2).intoArray(end.values, end.at(2, 0));
        VectorKernel.cast(sum3).intoArray(end.values, end.at(3, 0));
        VectorKernel.cast(sum4).intoArray(end.values, end.at(4, 0));
        VectorKernel.cast(sum5).intoArray(end.values, end.at(5, 0));
        VectorKernel.cast(sum6).intoArray(end.values, end.at(6, 0));
        VectorKernel.cast(sum7).intoArray(end.values, end.at(7, 0));
    }

    /** Adds one tile with two vectors of columns; the sums are numbered by row, and a is the left vector of each. */
    private void addTwo(float[] values, int rightAt, int depth, Strided begin, Strided end) {
        float[] right = strip.values;
        int at0 = starts[0];
        int at1 = starts[1];
        int at2 = starts[2];
        int at3 = starts[3];
        int at4 = starts[4];
        int at5 = starts[5];
        var a0 = VectorKernel.load(begin.values, begin.at(0, 0));
        var b0 = VectorKernel.load(begin.values, begin.at(0, LANES));
        var a1 = VectorKernel.load(begin.values, begin.at(1, 0));
        var b1 = VectorKernel.load(begin.values, begin.at(1, LANES));
        var a2 = VectorKernel.load(begin.values, begin.at(2, 0));
        var b2 = VectorKernel.load(begin.values, begin.at(2, LANES));
        var a3 = VectorKernel.load(begin.values, begin.at(3, 0));
        var b3 = VectorKernel.load(begin.values, begin.at(3, LANES));
        var a4 = VectorKernel.load(begin.values, begin.at(4, 0));
        var b4 = VectorKernel.load(begin.values, begin.at(4, LANES));
        var a5 = VectorKernel.load(begin.values, begin.at(5, 0));
        var b5 = VectorKernel.load(begin.values, begin.at(5, LANES));
        for (int k = 0; k < depth; k++) {
            var a = VectorKernel.load(right, rightAt + k * (2 * LANES));
            var b = VectorKernel.load(right, rightAt + k * (2 * LANES) + LANES);
            var factor = FloatVector.broadcast(SPECIES, values[at0 + k]);
            a0 = a.fma(factor, VectorKernel.cast(a0));
            b0 = b.fma(factor, VectorKernel.cast(b0));
            factor = FloatVector.broadcast(SPECIES, values[at1 + k]);
            a1 = a.fma(factor, VectorKernel.cast(a1));
            b1 = b.fma(factor, VectorKernel.cast(b1));
            factor = FloatVector.broadcast(SPECIES, values[at2 + k]);
            a2 = a.fma(factor, VectorKernel.cast(a2));
            b2 = b.fma(factor, VectorKernel.cast(b2));
            factor = FloatVector.broadcast(SPECIES, values[at3 + k]);
            a3 = a.fma(factor, VectorKernel.cast(a3));
            b3 = b.fma(factor, VectorKernel.cast(b3));
            factor = FloatVector.broadcast(SPECIES, values[at4 + k]);
            a4 = a.fma(factor, VectorKernel.cast(a4));
            b4 = b.fma(factor, VectorKernel.cast(b4));
            factor = FloatVector.broadcast(SPECIES, values[at5 + k]);
            a5 = a.fma(factor, VectorKernel.cast(a5));
            b5 = b.fma(factor, VectorKernel.cast(b5));
        }
        VectorKernel.store(VectorKernel.cast(a0), VectorKernel.cast(b0), end.values, end.at(0, 0));
        VectorKernel.store(VectorKernel.cast(a1), VectorKernel.cast(b1), end.values, end.at(1, 0));
        VectorKernel.store(VectorKernel.cast(a2), VectorKernel.cast(b2), end.values, end.at(2, 0));
        VectorKernel.store(VectorKernel.cast(a3), VectorKernel.cast(b3), end.values, end.at(3, 0));
        VectorKernel.store(VectorKernel.cast(a4), VectorKernel.cast(b4), end.values, end.at(4, 0));
        VectorKernel.store(VectorKernel.cast(a5), VectorKernel.cast(b5), end.values, end.at(5, 0));
    }
}
