package io.glyphstream.producer;

/** How many images a second may leave, possibly without limit. */
public record Rate(double imagesPerSecond) {

    private static final Rate UNLIMITED = new Rate(Double.POSITIVE_INFINITY);

    public Rate {
        if (!(imagesPerSecond > 0)) {
            throw new IllegalArgumentException("rate must be above 0 images a second but was " + imagesPerSecond);
        }
    }

    /** As fast as the broker takes them. */
    public static Rate unlimited() {
        return UNLIMITED;
    }

    /** At most so many, evenly spaced. */
    public static Rate perSecond(double images) {
        return new Rate(images);
    }

    boolean isUnlimited() {
        return Double.isInfinite(imagesPerSecond);
    }
}
