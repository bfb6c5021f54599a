package io.glyphstream.matrix;

/*
 * Its fields change with every tile, so it must not share a cache line with what another thread writes (false sharing). Objects that
 * live long may lie side by side after a garbage collection. So each product has a tile of its own.
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
