package io.glyphstream.matrix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The entries of a matrix that are not zero, row by row, in ascending order of columns.
 *
 * <p>Each row has room for all columns, so that rows can be gathered independently of each other. Entries of row i are
 * those from starts[i] to before ends[i].
 */
public final class SparseRows {

    /** Rows of dense matrices are padded with zeros to a multiple of this many floats: the widest vector. */
    static final int PADDING = 16;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    final int capacity;
    final int[] starts;
    final int[] ends;
    final int[] columns;
    final float[] values;

    /**
     * Returns rows without entries.
     *
     * @param capacity the number of columns, and so of entries that each row has room for
     */
    public SparseRows(int rows, int capacity) {
        this.capacity = capacity;
        this.starts = new int[rows];
        this.ends = new int[rows];
        this.columns = new int[Math.multiplyExact(rows, capacity)];
        this.values = new float[rows * capacity];
        for (int row = 0; row < rows; row++) {
            starts[row] = row * capacity;
        }
    }

    /** Returns the length of a dense row with its padding. */
    static int padded(int columns) {
        return (columns + PADDING - 1) / PADDING * PADDING;
    }

    /**
     * Returns how far apart the rows of a dense matrix lie: an odd number of paddings, so that the same columns of many
     * rows do not compete for the same few places in the caches.
     */
    public static int stride(int columns) {
        return (padded(columns) / PADDING | 1) * PADDING;
    }

    /** Returns where a row's entries begin. */
    int start(int row) {
        return starts[row];
    }

    /** Returns how many entries some rows have. */
    public long entries(int fromRow, int toRow) {
        long entries = 0;
        for (int row = fromRow; row < toRow; row++) {
            entries += ends[row] - starts[row];
        }
        return entries;
    }

    /**
     * Reads one row off a dense matrix.
     *
     * @param at the place of the row's first element in {@code dense}
     */
    public void gather(int row, float[] dense, int at) {
        int next = start(row);
        // The last entry's place is written before it is known to be one; room for all columns makes that safe.
        for (int column = 0; column < capacity; column++) {
            float value = dense[at + column];
            columns[next] = column;
            values[next] = value;
            next += value != 0 ? 1 : 0;
        }
        ends[row] = next;
    }

    /**
     * Reads one row off an image, each pixel becoming what the table says.
     *
     * @param pixels unsigned bytes
     * @param at the place of the image's first pixel
     * @param table (256): the value of each pixel
     */
    public void gather(int row, byte[] pixels, int at, float[] table) {
        int next = start(row);
        int column = 0;
        while (column < capacity) {
            if (table[0] == 0 && column + Long.BYTES <= capacity && (long) EIGHT.get(pixels, at + column) == 0) {
                column += Long.BYTES;
                continue;
            }
            int end = Math.min(capacity, column + Long.BYTES);
            for (; column < end; column++) {
                float value = table[pixels[at + column] & 0xff];
                columns[next] = column;
                values[next] = value;
                next += value != 0 ? 1 : 0;
            }
        }
        ends[row] = next;
    }

    /** Makes some of these rows the columns of a dense matrix, whose rows are {@code stride} apart. */
    public void gatherColumns(float[] dense, int stride, int rows, int fromColumn, int toColumn) {
        for (int column = fromColumn; column < toColumn; column++) {
            ends[column] = start(column);
        }
        for (int row = 0; row < rows; row++) {
            for (int column = fromColumn; column < toColumn; column++) {
                append(column, row, dense[row * stride + column]);
            }
        }
    }

    /**
     * Makes these rows the columns of another matrix, one close after the other.
     *
     * @param rows of the other matrix, from its first on
     */
    public void transpose(SparseRows other, int rows) {
        int[] next = ends;
        Arrays.fill(next, 0);
        for (int row = 0; row < rows; row++) {
            for (int entry = other.starts[row]; entry < other.ends[row]; entry++) {
                next[other.columns[entry]]++;
            }
        }
        int start = 0;
        for (int row = 0; row < next.length; row++) {
            starts[row] = start;
            start += next[row];
            next[row] = starts[row];
        }
        for (int row = 0; row < rows; row++) {
            for (int entry = other.starts[row]; entry < other.ends[row]; entry++) {
                int place = next[other.columns[entry]]++;
                columns[place] = row;
                values[place] = other.values[entry];
            }
        }
    }

    /**
     * Writes some rows, from the first on, over a dense matrix.
     *
     * @param dense (rows x stride), row-major
     */
    public void scatter(float[] dense, int stride, int rows) {
        Arrays.fill(dense, 0, rows * stride, 0);
        for (int row = 0; row < rows; row++) {
            for (int entry = start(row); entry < ends[row]; entry++) {
                dense[row * stride + columns[entry]] = values[entry];
            }
        }
    }

    /** Changes the values of one row's entries, and leaves out those that become zero. */
    public void change(int row, Change change) {
        change.apply(row, values, start(row), ends[row] - start(row));
        int kept = start(row);
        for (int entry = start(row); entry < ends[row]; entry++) {
            columns[kept] = columns[entry];
            values[kept] = values[entry];
            kept += values[entry] != 0 ? 1 : 0;
        }
        ends[row] = kept;
    }

    /** Changes some values in place. */
    public interface Change {

        /** Changes {@code count} values of a row, from the place {@code at} on. */
        void apply(int row, float[] values, int at, int count);
    }

    private void append(int row, int column, float value) {
        if (value != 0) {
            int next = ends[row]++;
            columns[next] = column;
            values[next] = value;
        }
    }
}
