package io.glyphstream.model.neighbors;

/**
 * Room for what two images are compared by: pictures with an edge of black places, each one long row of values.
 *
 * <p>Kernels work in whole vectors. What they read or write beyond the last row is in the slack at the end, and nobody looks
 * at it.
 */
final class DistortionPlanes {

    /** Gradients reach one place beyond a sum, which reaches one place beyond where it is, which may have moved. */
    static final int EDGE = DistortionDistance.REACH + 2;

    /** As many values as the widest vector has. */
    private static final int SLACK = 16;

    final int rows;
    final int columns;
    /** How far apart two rows are. */
    final int width;
    /** Where the first place of the image is. */
    final int first;
    /** The place after the last one of the image. */
    final int end;

    final int[] pixels;
    final int[] imageDown;
    final int[] imageAcross;
    final int[] otherDown;
    final int[] otherAcross;
    final int[] differences;
    final int[] threeAcross;
    final int[] least;

    /** Returns room for images of this size. */
    DistortionPlanes(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.width = columns + 2 * EDGE;
        int places = Math.multiplyExact(rows + 2 * EDGE, width);
        this.first = EDGE * width + EDGE;
        this.end = places - first;
        int size = places + SLACK;
        this.pixels = new int[size];
        this.imageDown = new int[size];
        this.imageAcross = new int[size];
        this.otherDown = new int[size];
        this.otherAcross = new int[size];
        this.differences = new int[size];
        this.threeAcross = new int[size];
        this.least = new int[size];
    }

    /** Returns the first place whose gradients can be looked at. */
    int firstGradient() {
        return width + 1;
    }

    /** Returns the place after the last whose gradients can be looked at. */
    int endOfGradients() {
        return end + first - width - 1;
    }
}
