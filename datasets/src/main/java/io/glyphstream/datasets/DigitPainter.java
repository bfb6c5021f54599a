package io.glyphstream.datasets;

/** Draws digits as if by hand. The seed alone decides each pixel, on every machine. */
public final class DigitPainter {

    public static final int ROWS = 28;
    public static final int COLUMNS = 28;
    public static final int CLASSES = 10;

    private DigitPainter() {}

    /** Returns {@code count} digits of 28 x 28. The first ones do not depend on the count. */
    public static LabeledImages draw(int count, long seed) {
        throw new UnsupportedOperationException();
    }

    /** Returns one drawing of a digit, 0 to 9. */
    public static GrayImage drawDigit(int digit, long seed) {
        throw new UnsupportedOperationException();
    }
}
