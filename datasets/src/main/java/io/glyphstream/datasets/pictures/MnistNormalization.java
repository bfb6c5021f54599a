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

    /** The rows, and the columns, of MNIST's images. */
    static final int SIDE = 28;

    public static final int BOX = 20;

    /** The center of mass of MNIST's own images, in rows and columns from 0. */
    public static final double CENTER = SIDE / 2.0;

    /** How far MNIST's own centers stray from it, being moved by whole pixels: they lie within [13.5, 14.5). */
    private static final double STRAY = 0.5;

    /** The least part of the strongest ink that counts for the box: what is fainter is the halo of a JPEG or a shadow. */
    private static final double FAINT = 0.15;

    private final int rows;
    private final int columns;
    private final int box;

    /** Makes images of this size: the part of them that ink may fill is that of MNIST's. */
    MnistNormalization(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.box = (int) Math.max(1, Math.round((double) BOX / SIDE * Math.min(rows, columns)));
    }

    /** Returns the normalized image of MNIST's size, or nothing when the picture is blank. */
    static Optional<GrayImage> normalize(GrayImage picture) {
        return new MnistNormalization(SIDE, SIDE).normalized(picture);
    }

    /** Returns the normalized image, or nothing when the picture is blank. */
    Optional<GrayImage> normalized(GrayImage picture) {
        return InkSeparation.of(picture)
                .map(separation -> separation.evenPaper() && isNormalized(separation.ink())
                        ? separation.ink()
                        : normalizeInk(separation.ink()));
    }

    /** Returns the normalized image of bright ink on black, or nothing when there is none. */
    Optional<GrayImage> normalizedInk(GrayImage ink) {
        if (ink.strongest() == 0) {
            return Optional.empty();
        }
        return Optional.of(isNormalized(ink) ? ink : normalizeInk(ink));
    }

    /** Returns whether the picture is one of MNIST's kind already: that one must come out as it went in. */
    private boolean isNormalized(GrayImage ink) {
        if (ink.rows() != rows || ink.columns() != columns) {
            return false;
        }
        Box inked = Box.of(ink, 1);
        Center center = Center.of(ink);
        return inked.rows() <= box
                && inked.columns() <= box
                && Math.max(inked.rows(), inked.columns()) >= box - 1
                && Math.abs(center.row() - rows / 2.0) <= STRAY
                && Math.abs(center.column() - columns / 2.0) <= STRAY;
    }

    private GrayImage normalizeInk(GrayImage ink) {
        int faint = Math.max(1, (int) (FAINT * ink.strongest()));
        Box inked = Box.of(ink, faint);
        double scale = (double) box / Math.max(inked.rows(), inked.columns());
        int height = Math.max(1, (int) Math.round(inked.rows() * scale));
        int width = Math.max(1, (int) Math.round(inked.columns() * scale));
        GrayImage scaled = Resampling.resizeInk(inked.cut(ink), height, width);
        Center center = Center.of(scaled);
        int top = within(rows - height, Math.ceil(rows / 2.0 - STRAY - center.row()));
        int left = within(columns - width, Math.ceil(columns / 2.0 - STRAY - center.column()));
        byte[] pixels = new byte[rows * columns];
        for (int row = 0; row < height; row++) {
            System.arraycopy(scaled.sharedPixels(), row * width, pixels, (top + row) * columns + left, width);
        }
        return GrayImage.owning(rows, columns, pixels);
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
