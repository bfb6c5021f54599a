package io.glyphstream.schemas;

/**
 * The shape of images as a record claims it, whether or not there can be such images.
 *
 * @param rows the height
 * @param columns the width
 * @param channels how many bytes a pixel has: {@value Images#GRAY}, or {@value Images#COLOR} for red, green and blue
 */
public record ClaimedShape(int rows, int columns, int channels) {

    /** Returns the shape of an image. */
    public static ClaimedShape of(Image image) {
        return new ClaimedShape(image.getRows(), image.getColumns(), image.getChannels());
    }

    /** Returns the shape of the images that a model takes. */
    public static ClaimedShape of(ModelManifest manifest) {
        return new ClaimedShape(manifest.getRows(), manifest.getColumns(), manifest.getChannels());
    }

    /** Returns whether each side is within [1, {@value Images#MAX_SIDE}]. */
    public boolean hasPossibleSides() {
        return rows >= 1 && rows <= Images.MAX_SIDE && columns >= 1 && columns <= Images.MAX_SIDE;
    }

    /** Returns whether the images are gray, or in color. */
    public boolean hasPossibleChannels() {
        return channels == Images.GRAY || channels == Images.COLOR;
    }

    /** Returns how many bytes the pixels of such an image take. */
    public long bytes() {
        return (long) rows * columns * channels;
    }

    /** Returns it as people write it: {@code 28 x 28}, or {@code 32 x 32 x 3}. */
    @Override
    public String toString() {
        return rows + " x " + columns + (channels == Images.GRAY ? "" : " x " + channels);
    }
}
