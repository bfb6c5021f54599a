package io.glyphstream.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The kernel on the machine's vectors: each lane is one element of the output. */
final class VectorKernel implements Kernel {

    static final VectorSpecies<Float> SPECIES = VectorWidth.FLOATS;
    private static final Class<? extends FloatVector> TYPE =
            FloatVector.zero(SPECIES).getClass();
    private static final int LANES = SPECIES.length();

    private static final ScalarKernel SCALAR = new ScalarKernel();
    private static final ThreadLocal<Products> PRODUCTS = ThreadLocal.withInitial(Products::new);

    @Override
    public WindowKernel windows() {
        return WindowKernel.fastest();
    }

    @Override
    public void add(Product product) {
        Products products = PRODUCTS.get();
        if (ShortProduct.suits(product)) {
            products.shallow.write(product);
            return;
        }
        if (RowProduct.suits(product)) {
            products.rows.add(product);
            return;
        }
        if (product.left.columnStep != 1 && product.columns <= TallProduct.COLUMNS) {
            products.tall.add(product.begun());
            return;
        }
        products.wide.add(product.begun());
    }

    @Override
    public void write(WindowProduct product) {
        Products products = PRODUCTS.get();
        if (!WindowProduct.suits(product.windows, product.columns)) {
            SCALAR.write(product);
        } else if (PairedProduct.suits(product)) {
            products.paired.write(product);
        } else if (product.windows.step() == 1) {
            products.sliding.write(product);
        } else {
            products.runs.write(product);
        }
    }

    @Override
    public void add(SparseProduct product, int fromRow, int toRow) {
        int row = fromRow;
        // A tile needs as many vectors as only processors have whose vectors are the widest.
        while (LANES == SparseRows.PADDING && row + SharedProduct.ROWS <= toRow) {
            int rows = Math.min(SharedProduct.MOST_ROWS, (toRow - row) / SharedProduct.ROWS * SharedProduct.ROWS);
            PRODUCTS.get().shared.add(product, row, rows);
            row += rows;
        }
        addEach(product, row, toRow, 0);
    }

    /** Adds the product for some rows, each by itself, beginning with a column. */
    static void addEach(SparseProduct product, int fromRow, int toRow, int fromColumn) {
        int wide = 8 * LANES;
        int column = fromColumn;
        for (; column + wide <= product.width; column += wide) {
            for (int row = fromRow; row < toRow; row++) {
                addEight(product, row, column);
            }
        }
        for (; column < product.width; column += LANES) {
            for (int row = fromRow; row < toRow; row++) {
                addOne(product, row, column);
            }
        }
    }

    private static void addEight(SparseProduct product, int row, int column) {
        int[] columns = product.left.columns;
        float[] values = product.left.values;
        float[] right = product.right;
        float[] out = product.out;
        int stride = product.stride;
        int end = product.left.ends[row];
        int outAt = row * stride + column;
        var sum0 = load(out, outAt);
        var sum1 = load(out, outAt + LANES);
        var sum2 = load(out, outAt + 2 * LANES);
        var sum3 = load(out, outAt + 3 * LANES);
        var sum4 = load(out, outAt + 4 * LANES);
        var sum5 = load(out, outAt + 5 * LANES);
        var sum6 = load(out, outAt + 6 * LANES);
        var sum7 = load(out, outAt + 7 * LANES);
        for (int entry = product.left.start(row); entry < end; entry++) {
            var factor = FloatVector.broadcast(SPECIES, values[entry]);
            int at = columns[entry] * stride + column;
            sum0 = load(right, at).fma(factor, cast(sum0));
            sum1 = load(right, at + LANES).fma(factor, cast(sum1));
            sum2 = load(right, at + 2 * LANES).fma(factor, cast(sum2));
            sum3 = load(right, at + 3 * LANES).fma(factor, cast(sum3));
            sum4 = load(right, at + 4 * LANES).fma(factor, cast(sum4));
            sum5 = load(right, at + 5 * LANES).fma(factor, cast(sum5));
            sum6 = load(right, at + 6 * LANES).fma(factor, cast(sum6));
            sum7 = load(right, at + 7 * LANES).fma(factor, cast(sum7));
        }
        store(cast(sum0), cast(sum1), out, outAt);
        store(cast(sum2), cast(sum3), out, outAt + 2 * LANES);
        store(cast(sum4), cast(sum5), out, outAt + 4 * LANES);
        store(cast(sum6), cast(sum7), out, outAt + 6 * LANES);
    }

    private static void addOne(SparseProduct product, int row, int column) {
        int[] columns = product.left.columns;
        float[] values = product.left.values;
        float[] right = product.right;
        int stride = product.stride;
        int end = product.left.ends[row];
        int outAt = row * stride + column;
        var sum = load(product.out, outAt);
        for (int entry = product.left.start(row); entry < end; entry++) {
            var factor = FloatVector.broadcast(SPECIES, values[entry]);
            sum = load(right, columns[entry] * stride + column).fma(factor, cast(sum));
        }
        cast(sum).intoArray(product.out, outAt);
    }

    @Override
    public void gate(float[] slopes, float[] signals, float factor, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            var open = load(signals, i).compare(VectorOperators.GT, 0f);
            load(slopes, i).mul(factor).blend(0f, open.not()).intoArray(slopes, i);
        }
        for (; i < to; i++) {
            slopes[i] = signals[i] > 0 ? slopes[i] * factor : 0;
        }
    }

    /**
     * Returns the vector itself, cast to the class of this width. The compiler keeps a vector in a register as long as it
     * knows its class, and it loses the class of a sum that a loop carries. Without the cast it relies on type profiles,
     * which are wrong as soon as the program has vectors of a second width.
     */
    static FloatVector cast(FloatVector vector) {
        return TYPE.cast(vector);
    }

    static FloatVector load(float[] values, int at) {
        return cast(FloatVector.fromArray(SPECIES, values, at));
    }

    static void store(FloatVector first, FloatVector second, float[] values, int at) {
        first.intoArray(values, at);
        second.intoArray(values, at + LANES);
    }

    /** One thread's room for each form of product. */
    private static final class Products {

        final WideProduct wide = new WideProduct();
        final RowProduct rows = new RowProduct();
        final ShortProduct shallow = new ShortProduct();
        final PairedProduct paired = new PairedProduct();
        final RunProduct runs = new RunProduct();
        final SlidingProduct sliding = new SlidingProduct();
        final TallProduct tall = new TallProduct();
        final SharedProduct shared = new SharedProduct();
    }
}
