package io.glyphstream.matrix;

/*
 * Its fields change with every tile. So it is made anew for each product: garbage collection may lay what threads keep for long side
 * by side, and then they slow each other down (false sharing).
 */
/** Where the sums of a tile come from, and where they go. Rows that are not there are the last one again. */
final class Tile {

    float[] begin = {};
    private int beginAt;
    private int beginStep;
    float[] end = {};
    private int endAt;
    private int endStep;
    int lastRow;

    void beginWith(float[] values, int at, int step) {
        begin = values;
        beginAt = at;
        beginStep = step;
    }

    void endIn(float[] values, int at, int step) {
        end = values;
        endAt = at;
        endStep = step;
    }

    int beginAt(int row) {
        return beginAt + Math.min(row, lastRow) * beginStep;
    }

    int endAt(int row) {
        return endAt + Math.min(row, lastRow) * endStep;
    }
}
