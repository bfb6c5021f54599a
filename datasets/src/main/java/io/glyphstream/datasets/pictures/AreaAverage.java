package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.util.Optional;

/** A picture that comes in row by row and is kept at a fraction of its size: each pixel is the average of a square of them. */
final class AreaAverage {

    private static final int OPAQUE = 255;

    private final int rows;
    private final int columns;
    private final int step;
    private final int keptColumns;
    private final byte[] shades;
    private final byte[] opacity;
    private final long[] shadeSums;
    private final long[] opacitySums;
    private int taken;
    private boolean seenThrough;

    /** Takes a picture of {@code rows x columns}, with or without a plane of opacity; squares are {@code step x step}. */
    AreaAverage(int rows, int columns, int step, Planes planes) {
        this.rows = rows;
        this.columns = columns;
        this.step = step;
        this.keptColumns = (columns + step - 1) / step;
        int kept = (rows + step - 1) / step * keptColumns;
        this.shades = new byte[kept];
        this.opacity = new byte[planes == Planes.SHADES_AND_OPACITY ? kept : 0];
        this.shadeSums = new long[keptColumns];
        this.opacitySums = new long[keptColumns];
    }

    /** What comes in for each pixel. */
    enum Planes {
        SHADES,
        SHADES_AND_OPACITY
    }

    /** Takes the next row; {@code opaque} is of use only where there is a plane of opacity. */
    void take(int[] row, int[] opaque) {
        for (int column = 0; column < columns; column++) {
            int kept = column / step;
            int weight = opacity.length == 0 ? OPAQUE : opaque[column];
            seenThrough |= weight < OPAQUE;
            shadeSums[kept] += (long) row[column] * weight;
            opacitySums[kept] += weight;
        }
        taken++;
        if (taken % step == 0 || taken == rows) {
            keep((taken - 1) / step, (taken - 1) % step + 1);
        }
    }

    private void keep(int keptRow, int height) {
        for (int column = 0; column < keptColumns; column++) {
            int at = keptRow * keptColumns + column;
            long weights = opacitySums[column];
            shades[at] = (byte) (weights == 0 ? 0 : (shadeSums[column] + weights / 2) / weights);
            if (opacity.length > 0) {
                int area = height * Math.min(step, columns - column * step);
                opacity[at] = (byte) ((weights + area / 2) / area);
            }
            shadeSums[column] = 0;
            opacitySums[column] = 0;
        }
    }

    /** Returns what all the rows came to. */
    DecodedPicture picture() {
        int keptRows = shades.length / keptColumns;
        return new DecodedPicture(
                GrayImage.owning(keptRows, keptColumns, shades),
                seenThrough ? Optional.of(GrayImage.owning(keptRows, keptColumns, opacity)) : Optional.empty());
    }
}
