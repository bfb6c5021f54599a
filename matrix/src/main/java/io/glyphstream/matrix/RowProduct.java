package io.glyphstream.matrix;

/*
 * A product is cut three times. Blocks of the inner index and strips of columns, so that the right side of a strip stays in the
 * second-level cache while all rows go by; between blocks the sums are stored to the output, which rounds nothing, since they are
 * floats in registers too. Tiles of some rows of a strip, whose sums stay in registers. The right side of a strip is copied into
 * the order in which tiles read it; the left side is read where it lies.
 *
 * Tiles are always whole. Where rows are missing, the last one is computed again. Where columns are missing, what is computed is
 * not looked at.
 */
/** Products of a left side that is stored row by row. One thread's, since it has room for some rows of the right side. */
final class RowProduct {

    private static final int BLOCK_DEPTH = 1024;

    /** With more columns than so many, there must be enough rows and steps. */
    private static final int MOST_OF_FEW = 128;

    private static final int LEAST_ROWS = 8;
    private static final int LEAST_DEPTH = 80;

    private final Strip strip = new Strip(BLOCK_DEPTH);
    private final RowTiles tiles = new RowTiles(strip);

    /** Returns whether such a product is faster here than where the left side is copied, too. */
    static boolean suits(Product product) {
        boolean isWide = product.columns > MOST_OF_FEW;
        return product.left.columnStep == 1 && (!isWide || product.rows >= LEAST_ROWS && product.depth >= LEAST_DEPTH);
    }

    void add(Product product) {
        for (int k = 0; k < product.depth; k += BLOCK_DEPTH) {
            int depth = Math.min(BLOCK_DEPTH, product.depth - k);
            boolean fromOutput = k > 0 || product.start == Product.Start.OUTPUT;
            for (var columns = new StripColumns(product.columns, 0); columns.areThere(); columns = columns.next()) {
                strip.pack(product.right.from(k, columns.from()), depth, columns);
                if (!fromOutput) {
                    product.copyFirst(columns.from(), columns.width(), strip.first);
                }
                addStrip(product, columns, k, depth, fromOutput);
            }
        }
    }

    private void addStrip(Product product, StripColumns columns, int k, int depth, boolean fromOutput) {
        int whole = wholeRows(product, columns, fromOutput);
        int tileRows = columns.tileRows();
        Strided sumRows = strip.sumRows(columns);
        for (int row = 0; row < product.rows; row += tileRows) {
            int height = Math.min(tileRows, product.rows - row);
            startAt(product.left.from(row, k), height);
            Strided out = product.out.from(row, columns.from());
            boolean isWhole = row + tileRows <= whole;
            Strided end = isWhole ? out : sumRows;
            if (fromOutput && !isWhole) {
                Strip.copy(out, height, columns.width(), sumRows);
            }
            tiles.add(columns, product.left.values, 0, depth, fromOutput ? end : strip.firstRows, end);
            if (!isWhole) {
                Strip.copy(sumRows, height, columns.width(), out);
            }
        }
    }

    /** Returns how many of the first rows may be written as whole vectors. */
    private static int wholeRows(Product product, StripColumns columns, boolean fromOutput) {
        boolean haveGaps = product.out.rowStep != product.columns;
        return columns.width() < columns.step() && (fromOutput || haveGaps) ? 0 : columns.wholeRows(product.rows);
    }

    /** Rows that are not there are the last one again. */
    private void startAt(Strided left, int height) {
        for (int i = 0; i < tiles.starts.length; i++) {
            tiles.starts[i] = left.at(Math.min(i, height - 1), 0);
        }
    }
}
