package io.glyphstream.model.neighbors;

import java.util.Arrays;

/*
 * For each of the 25 ways in which a place may have moved, the squared differences of all gradients are taken once; the sums
 * over 3 x 3 places share them, first side by side, then one below the other. All loops run over whole pictures as if they
 * were one long row. A squared difference is at most 2 x 2040^2, and nine of them fit into an int.
 */
/**
 * Measures how far images are from one image by the image distortion model: the same as {@link DistortionDistance}, faster.
 * One thread's, since it has room for both images.
 */
final class DistortionMeasure {

    private static final int REACH = DistortionDistance.REACH;

    private final DistortionPlanes planes;
    private final DistanceKernel kernel;

    /** Returns a measure of images of this size. */
    DistortionMeasure(int rows, int columns, DistanceKernel kernel) {
        this.planes = new DistortionPlanes(rows, columns);
        this.kernel = kernel;
    }

    /**
     * Takes the image that the following ones are measured from.
     *
     * @param flipped what its bytes were combined with by exclusive or: 0x80 where they are gray levels less 128, or 0
     */
    void from(byte[] images, int at, int flipped) {
        put(images, at, flipped);
        gradients(planes.imageDown, planes.imageAcross);
    }

    /** Returns the distance to another image. */
    long to(byte[] others, int at, int flipped) {
        put(others, at, flipped);
        gradients(planes.otherDown, planes.otherAcross);
        Arrays.fill(planes.least, planes.first, planes.end, Integer.MAX_VALUE);
        for (int down = -REACH; down <= REACH; down++) {
            for (int across = -REACH; across <= REACH; across++) {
                kernel.keepLeast(planes, down * planes.width + across);
            }
        }
        return sum();
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

    /** Writes the Sobel gradients of the picture. */
    private void gradients(int[] down, int[] across) {
        int[] values = planes.pixels;
        int above = -planes.width;
        int below = planes.width;
        int to = planes.end + 3 * planes.width + 3;
        for (int i = planes.width + 1; i < to; i++) {
            int aboveLeft = values[i + above - 1];
            int aboveRight = values[i + above + 1];
            int belowLeft = values[i + below - 1];
            int belowRight = values[i + below + 1];
            down[i] = belowLeft + 2 * values[i + below] + belowRight - aboveLeft - 2 * values[i + above] - aboveRight;
            across[i] = aboveRight + 2 * values[i + 1] + belowRight - aboveLeft - 2 * values[i - 1] - belowLeft;
        }
    }

    private long sum() {
        long sum = 0;
        for (int row = 0; row < planes.rows; row++) {
            int from = planes.first + row * planes.width;
            for (int i = from; i < from + planes.columns; i++) {
                sum += planes.least[i];
            }
        }
        return sum;
    }
}
