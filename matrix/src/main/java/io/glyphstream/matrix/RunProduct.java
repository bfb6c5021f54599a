package io.glyphstream.matrix;

import java.util.Arrays;

/** Products of windows that are read where they lie, run by run. One thread's, since it has room for some rows of the right side. */
final class RunProduct {

    private final Strip strip = new Strip(WindowProduct.MOST_VALUES);
    private final RowTiles tiles = new RowTiles(strip);

    void write(WindowProduct product) {
        for (var columns = product.columns(); columns.areThere(); columns = columns.next()) {
            product.pack(columns, strip);
            writeStrip(product, columns);
        }
    }

    private void writeStrip(WindowProduct product, StripColumns columns) {
        int all = product.grid.all() * product.windows.count();
        int whole = columns.wholeRows(all);
        int tileRows = columns.tileRows();
        Strided sumRows = strip.sumRows(columns);
        for (int window = 0; window < all; window += tileRows) {
            int height = Math.min(tileRows, all - window);
            startAt(product, window, height);
            Strided out = product.out.from(window, columns.from());
            if (window + tileRows <= whole) {
                writeTile(product, columns, sumRows, out);
            } else {
                writeTile(product, columns, sumRows, sumRows);
                Strip.copy(sumRows, height, columns.width(), out);
            }
        }
    }

    /** Windows are counted through the rows and the images; those that are not there are the last one again. */
    private void startAt(WindowProduct product, int window, int height) {
        int[] starts = tiles.starts;
        int count = product.windows.count();
        int row = window / count;
        int column = window % count;
        for (int i = 0; i < height; i++) {
            starts[i] = product.grid.start(row) + column * product.windows.step();
            column++;
            if (column == count) {
                column = 0;
                row++;
            }
        }
        Arrays.fill(starts, height, starts.length, starts[height - 1]);
    }

    /** Between runs the sums are in memory. */
    private void writeTile(WindowProduct product, StripColumns columns, Strided sumRows, Strided out) {
        Windows windows = product.windows;
        int last = windows.lines() - 1;
        for (int line = 0; line <= last; line++) {
            int rightAt = line * windows.length() * columns.step();
            Strided begin = line == 0 ? strip.firstRows : sumRows;
            Strided end = line == last ? out : sumRows;
            tiles.add(columns, product.images, rightAt, windows.length(), begin, end);
            for (int i = 0; i < tiles.starts.length; i++) {
                tiles.starts[i] += windows.lineStep();
            }
        }
    }
}
