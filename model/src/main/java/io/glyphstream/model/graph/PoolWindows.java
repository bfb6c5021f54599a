package io.glyphstream.model.graph;

import io.glyphstream.matrix.Windows;

/** The windows of a pool, cut at the edges of the image. Those of a row that are whole from left to right come together. */
final class PoolWindows implements Pools {

    private final Span rows;
    private final Span columns;
    private final Shape input;
    private final Shape output;
    private final int firstWhole;
    private final int endWhole;

    PoolWindows(Window window, Shape input) {
        this.rows = window.rows();
        this.columns = window.columns();
        this.input = input;
        this.output = window.places(input, input.channels());
        int first = 0;
        while (first < output.columns() && columns.firstInside(first) > 0) {
            first++;
        }
        int end = first;
        while (end < output.columns() && columns.endInside(end, input.columns()) == columns.length()) {
            end++;
        }
        this.firstWhole = first;
        this.endWhole = end;
    }

    @Override
    public int placeStep() {
        return columns.dilation() * input.channels();
    }

    @Override
    public void forEach(int images, Work work) {
        for (int image = 0; image < images; image++) {
            for (int row = 0; row < output.rows(); row++) {
                int column = 0;
                while (column < output.columns()) {
                    int count = column == firstWhole ? Math.max(1, endWhole - firstWhole) : 1;
                    work.with(windows(row, column, count), start(image, row, column), out(image, row, column));
                    column += count;
                }
            }
        }
    }

    private Windows windows(int row, int column, int count) {
        int lines = rows.endInside(row, input.rows()) - rows.firstInside(row);
        int values = columns.endInside(column, input.columns()) - columns.firstInside(column);
        return new Windows(
                count,
                columns.stride() * input.channels(),
                lines,
                rows.dilation() * input.columns() * input.channels(),
                values * input.channels());
    }

    private int start(int image, int row, int column) {
        int inputRow = image * input.rows() + rows.start(row) + rows.firstInside(row) * rows.dilation();
        int inputColumn = columns.start(column) + columns.firstInside(column) * columns.dilation();
        return (inputRow * input.columns() + inputColumn) * input.channels();
    }

    private int out(int image, int row, int column) {
        return ((image * output.rows() + row) * output.columns() + column) * output.channels();
    }
}
