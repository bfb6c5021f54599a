package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.util.Optional;

/**
 * Makes an image of a picture the way that MNIST's were made of theirs: the ink's box is scaled into 20 x 20 with its proportions kept, and
 * put into 28 x 28 such that the center of mass is in the middle. So a model that learned from MNIST sees what it knows.
 *
 * @see <a href="https://yann.lecun.com/exdb/mnist/">The MNIST database</a>
 */
public final class MnistNormalization {

    static final int SIDE = 28;
    public static final int BOX = 20;

    /** The center of mass of MNIST's own images, in rows and columns from 0. */
    public static final double CENTER = SIDE / 2.0;

    /** How far MNIST's own centers stray from it, being moved by whole pixels: they lie within [13.5, 14.5). */
    private static final double STRAY = 0.5;

    /** The least part of the strongest ink that counts for the box: what is fainter is the halo of a JPEG or a shadow. */
    private static final double FAINT = 0.15;

    private MnistNormalization() {}

    /** Returns the normalized image, or nothing when the picture is blank. */
    static Optional<GrayImage> normalize(GrayImage picture) {
        return InkSeparation.of(picture)
                .map(separation -> isNormalized(separation) ? separation.ink() : normalizeInk(separation.ink()));
    }

    /** Returns whether the picture is one of MNIST's kind already: that one must come out as it went in. */
    private static boolean isNormalized(InkSeparation separation) {
        GrayImage ink = separation.ink();
        if (ink.rows() != SIDE || ink.columns() != SIDE || !separation.evenPaper()) {
            return false;
        }
        Box box = Box.of(ink, 1);
        Center center = Center.of(ink);
        return box.rows() <= BOX
                && box.columns() <= BOX
                && Math.max(box.rows(), box.columns()) >= BOX - 1
                && Math.abs(center.row() - CENTER) <= STRAY
                && Math.abs(center.column() - CENTER) <= STRAY;
    }

    private static GrayImage normalizeInk(GrayImage ink) {
        int faint = Math.max(1, (int) (FAINT * ink.strongest()));
        Box box = Box.of(ink, faint);
        double scale = (double) BOX / Math.max(box.rows(), box.columns());
        int rows = Math.max(1, (int) Math.round(box.rows() * scale));
        int columns = Math.max(1, (int) Math.round(box.columns() * scale));
        GrayImage scaled = Resampling.resizeInk(box.cut(ink), rows, columns);
        Center center = Center.of(scaled);
        int top = within(SIDE - rows, Math.ceil(CENTER - STRAY - center.row()));
        int left = within(SIDE - columns, Math.ceil(CENTER - STRAY - center.column()));
        byte[] pixels = new byte[SIDE * SIDE];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(scaled.sharedPixels(), row * columns, pixels, (top + row) * SIDE + left, columns);
        }
        return GrayImage.owning(SIDE, SIDE, pixels);
    }

    private static int within(int last, double place) {
        return (int) Math.max(0, Math.min(last, place));
    }

    /** The rows and columns that hold ink of some strength. */
    private record Box(int top, int left, int rows, int columns) {

        static Box of(GrayImage ink, int least) {
            int top = ink.rows();
            int left = ink.columns();
            int bottom = -1;
            int right = -1;
            for (int row = 0; row < ink.rows(); row++) {
                for (int column = 0; column < ink.columns(); column++) {
                    if (ink.pixel(row, column) >= least) {
                        top = Math.min(top, row);
                        bottom = row;
                        left = Math.min(left, column);
                        right = Math.max(right, column);
                    }
                }
            }
            return new Box(top, left, bottom - top + 1, right - left + 1);
        }

        GrayImage cut(GrayImage image) {
            byte[] pixels = new byte[rows * columns];
            for (int row = 0; row < rows; row++) {
                int from = (top + row) * image.columns() + left;
                System.arraycopy(image.sharedPixels(), from, pixels, row * columns, columns);
            }
            return GrayImage.owning(rows, columns, pixels);
        }
    }

    /** The center of mass, when ink has weight. */
    private record Center(double row, double column) {

        static Center of(GrayImage ink) {
            double mass = 0;
            double rows = 0;
            double columns = 0;
            for (int row = 0; row < ink.rows(); row++) {
                for (int column = 0; column < ink.columns(); column++) {
                    int weight = ink.pixel(row, column);
                    mass += weight;
                    rows += (double) weight * row;
                    columns += (double) weight * column;
                }
            }
            return new Center(rows / mass, columns / mass);
        }
    }
}
