package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;

/** A rectangle within an image, such as what a frame leaves of it: rows from top to before bottom, columns from left to before right. */
record Margins(int top, int bottom, int left, int right) {

    Margins {
        if (top < 0 || top >= bottom || left < 0 || left >= right) {
            throw new IllegalArgumentException("a rectangle has at least one row and one column but was rows " + top
                    + " to " + bottom + ", columns " + left + " to " + right);
        }
    }

    static Margins none(GrayImage image) {
        return new Margins(0, image.rows(), 0, image.columns());
    }

    /** Does something at a place. */
    @FunctionalInterface
    interface Visitor {
        void visit(int row, int column);
    }

    /** Visits the outermost pixels within, each once. */
    void forEachOnBorder(Visitor visitor) {
        for (int column = left; column < right; column++) {
            visitor.visit(top, column);
            if (bottom - 1 > top) {
                visitor.visit(bottom - 1, column);
            }
        }
        for (int row = top + 1; row < bottom - 1; row++) {
            visitor.visit(row, left);
            if (right - 1 > left) {
                visitor.visit(row, right - 1);
            }
        }
    }

    /** Returns the same rectangle in another size of the image, rounded inward. */
    Margins scaled(GrayImage from, GrayImage to) {
        int scaledTop = (int) (((long) top * to.rows() + from.rows() - 1) / from.rows());
        int scaledLeft = (int) (((long) left * to.columns() + from.columns() - 1) / from.columns());
        int scaledBottom = (int) ((long) bottom * to.rows() / from.rows());
        int scaledRight = (int) ((long) right * to.columns() / from.columns());
        return new Margins(
                scaledTop, Math.max(scaledTop + 1, scaledBottom), scaledLeft, Math.max(scaledLeft + 1, scaledRight));
    }
}
