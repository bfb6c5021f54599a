package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;

/**
 * How a picture of any size becomes an image that a model takes.
 *
 * @param rows the height of the image
 * @param columns its width
 */
public record PictureConversion(int rows, int columns, PicturePreprocessing preprocessing) {

    /** The most rows or columns of an image. */
    public static final int MAX_SIDE = GrayImage.MAX_SIDE;

    public PictureConversion {
        if (rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "rows and columns must be within [1, " + MAX_SIDE + "] but were " + rows + " x " + columns);
        }
    }

    /** As the makers of MNIST did: ink on black, within a box of 20 x 20, centered by mass in 28 x 28. */
    public static PictureConversion asMnist() {
        return new PictureConversion(MnistNormalization.SIDE, MnistNormalization.SIDE, PicturePreprocessing.asMnist());
    }

    /** In gray, stretched to a size. */
    public static PictureConversion stretched(int rows, int columns, PicturePreprocessing.Polarity polarity) {
        return new PictureConversion(
                rows,
                columns,
                new PicturePreprocessing(
                        PicturePreprocessing.Colors.GRAY, polarity, PicturePreprocessing.Fit.STRETCH, false));
    }

    /** Returns how many bytes a pixel of the image has: 1 or 3. */
    public int channels() {
        return preprocessing.colors().channels();
    }

    /** Returns it as people write it: {@code 28 x 28 (gray, as-is, contain)}. */
    @Override
    public String toString() {
        return rows + " x " + columns + " (" + preprocessing + ")";
    }
}
