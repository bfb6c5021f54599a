package io.glyphstream.model;

/**
 * How far each training image is distorted, differently every time it is learned from. Every amount is drawn evenly between
 * minus and plus its limit.
 *
 * <p>P. Simard, D. Steinkraus, J. Platt: Best practices for convolutional neural networks applied to visual document
 * analysis, 2003.
 *
 * @param shift in pixels, along both axes
 * @param rotation in degrees
 * @param scale as a share of the size, along both axes independently: 0.1 is 90 % to 110 %
 * @param shear as a slope: 0.2 moves the top by a fifth of the height against the middle
 * @param elastic the strength of a smooth random field of displacements: their standard deviation, in pixels, at the
 *     points that it is drawn at
 * @param elasticSpacing the distance, in pixels, of the points that the elastic field is drawn at
 */
public record Augmentation(
        double shift, double rotation, double scale, double shear, double elastic, double elasticSpacing) {

    /** The images as they are. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 4);

    public Augmentation {
        requireWithin("shift", shift, 0, 64);
        requireWithin("rotation", rotation, 0, 180);
        requireWithin("scale", scale, 0, 0.9);
        requireWithin("shear", shear, 0, 2);
        requireWithin("elastic", elastic, 0, 64);
        requireWithin("elastic spacing", elasticSpacing, 0.5, 64);
    }

    /** Returns whether images stay as they are. */
    public boolean isNone() {
        return shift == 0 && rotation == 0 && scale == 0 && shear == 0 && elastic == 0;
    }

    private static void requireWithin(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must be within [" + least + ", " + most + "] but was " + value);
        }
    }
}
