package io.glyphstream.model.neighbors;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/*
 * For each of the 25 ways in which a place may have moved, the squared differences of all gradients are taken once; the sums
 * over 3 x 3 places share them, first side by side, then one below the other. All loops run over several rows as if they
 * were one long row. A squared difference is at most 2 x 2040^2, and nine of them fit into an int.
 *
 * The rows in the middle, where most of the ink is, come first. Most images are too far away before the others are looked at.
 */
/**
 * Measures how far images are from one image by the image distortion model: the same as {@link DistortionDistance}, faster.
 * One thread's, since it has room for both images.
 */
final class DistortionMeasure {

    private static final int REACH = DistortionDistance.REACH;

    private static final int BAND_ROWS = 7;

    private final DistortionPlanes planes;
    private final DistanceKernel kernel;
    /** The first row of each band, those in the middle first. */
    private final int[] bands;

    /** Returns a measure of images of this size. */
    DistortionMeasure(int rows, int columns, DistanceKernel kernel) {
        this.planes = new DistortionPlanes(rows, columns);
        this.kernel = kernel;
        this.bands = IntStream.iterate(0, row -> row < rows, row -> row + BAND_ROWS)
                .boxed()
                .sorted(Comparator.comparingInt(row -> Math.abs(2 * row + BAND_ROWS - rows)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Takes the image that the following ones are measured from.
     *
     * @param flipped what its bytes were combined with by exclusive or: 0x80 where they are gray levels less 128, or 0
     */
    void from(byte[] images, int at, int flipped) {
        put(images, at, flipped);
        kernel.gradients(planes, planes.imageDown, planes.imageAcross);
    }

    /** Takes an image that is measured. */
    void to(byte[] others, int at, int flipped) {
        put(others, at, flipped);
        kernel.gradients(planes, planes.otherDown, planes.otherAcross);
    }

    /** Returns the distance of the two images where it is at most the limit, and otherwise anything above the limit. */
    long distance(long limit) {
        long sum = 0;
        for (int band : bands) {
            sum += ofBand(band, Math.min(planes.rows, band + BAND_ROWS));
            if (sum > limit) {
                return sum;
            }
        }
        return sum;
    }

    private long ofBand(int fromRow, int toRow) {
        int from = planes.first + fromRow * planes.width;
        int to = planes.first + (toRow - 1) * planes.width + planes.columns;
        Arrays.fill(planes.least, from, to, Integer.MAX_VALUE);
        for (int down = -REACH; down <= REACH; down++) {
            for (int across = -REACH; across <= REACH; across++) {
                kernel.keepLeast(planes, down * planes.width + across, from, to);
            }
        }
        long sum = 0;
        for (int row = from; row < to; row += planes.width) {
            for (int i = row; i < row + planes.columns; i++) {
                sum += planes.least[i];
            }
        }
        return sum;
    }

    private void put(byte[] images, int at, int flipped) {
        for (int row = 0; row < planes.rows; row++) {
            int from = at + row * planes.columns;
            int to = planes.first + row * planes.width;
            for (int column = 0; column < planes.columns; column++) {
                planes.pixels[to + column] = (images[from + column] ^ flipped) & 0xFF;
            }
        }
    }
}
