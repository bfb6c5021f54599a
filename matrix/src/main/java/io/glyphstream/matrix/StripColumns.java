package io.glyphstream.matrix;

/**
 * The columns of a strip: those of two vectors, or of one where no more are left.
 *
 * @param all how many columns the product has
 * @param from the first one of the strip
 */
record StripColumns(int all, int from) {

    private static final int LANES = VectorKernel.SPECIES.length();

    /** The rows of a tile that has one vector of columns. */
    private static final int ROWS_OF_ONE = 8;

    /** The rows of a tile that has two vectors of columns: its sums and what they need fit into 16 registers. */
    private static final int ROWS_OF_TWO = 6;

    /** The most rows that a tile may have. */
    static final int MOST_ROWS = ROWS_OF_ONE;

    /** The most sums that a tile may have. */
    static final int MOST_SUMS = 2 * ROWS_OF_TWO * LANES;

    boolean areThere() {
        return from < all;
    }

    boolean areTwoVectors() {
        return all - from > LANES;
    }

    /** Returns how many values a row of the strip has: whole vectors. */
    int step() {
        return areTwoVectors() ? 2 * LANES : LANES;
    }

    /** Returns how many columns there are. */
    int width() {
        return Math.min(step(), all - from);
    }

    /** Returns how many rows a tile has. */
    int tileRows() {
        return areTwoVectors() ? ROWS_OF_TWO : ROWS_OF_ONE;
    }

    /**
     * Returns how many of the first rows of an output may be written as whole vectors. What vectors have too much lies in the rows
     * below, which must be written later, and must not begin with what is in the output.
     *
     * @param rows the output's, without gaps between them
     */
    int wholeRows(int rows) {
        if (width() == step()) {
            return rows;
        }
        return width() == all ? Math.max(0, rows - (step() - 1) / all) : 0;
    }

    StripColumns next() {
        return new StripColumns(all, from + step());
    }
}
