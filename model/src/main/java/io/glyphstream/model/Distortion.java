package io.glyphstream.model;

import io.glyphstream.matrix.RandomStream;
import org.apache.commons.math3.util.FastMath;

/*
 * The picture is read backwards: for every pixel of the new image, where in the old one does it come from? An affine map
 * about the centre, and on top of it a smooth random field. The field is drawn at coarse points and carried on between
 * them by cubic B-splines, which smooths as Gaussian filtering does and costs a small part of it.
 */
/** Draws distorted versions of images. Immutable; random numbers and room come from the caller. */
public final class Distortion {

    private final Augmentation augmentation;
    private final int rows;
    private final int columns;
    private final int channels;
    private final Spline down;
    private final Spline across;

    /** Returns the distortion of gray images of this size. */
    public Distortion(Augmentation augmentation, int rows, int columns) {
        this(augmentation, InputShape.gray(rows, columns));
    }

    /** Returns the distortion of images of this shape. */
    public Distortion(Augmentation augmentation, InputShape shape) {
        this.augmentation = augmentation;
        this.rows = shape.rows();
        this.columns = shape.columns();
        this.channels = shape.channels();
        this.down = new Spline(rows, augmentation.elasticSpacing());
        this.across = new Spline(columns, augmentation.elasticSpacing());
    }

    /** Returns whether images stay as they are. */
    public boolean isNone() {
        return augmentation.isNone();
    }

    /**
     * Returns a distorted copy of one image.
     *
     * @param pixels unsigned bytes
     * @param at the place of the image's first pixel
     * @param random decides how the image is distorted, within the limits of the augmentation
     * @return (rows x columns x channels), row-major; all channels are moved alike
     */
    public byte[] distorted(byte[] pixels, int at, RandomStream random) {
        return mapped(pixels, at, new Affine(augmentation, random), field(random), field(random));
    }

    /**
     * Returns a copy of one image that is turned about its center, whatever the augmentation.
     *
     * @param pixels (rows x columns x channels), row-major, unsigned bytes
     * @param degrees clockwise
     */
    public byte[] turned(byte[] pixels, double degrees) {
        var still = new float[rows * columns];
        return mapped(pixels, 0, Affine.turning(degrees), still, still);
    }

    private byte[] mapped(byte[] pixels, int at, Affine map, float[] fieldDown, float[] fieldAcross) {
        var image = new byte[rows * columns * channels];
        float centerRow = (rows - 1) / 2f;
        float centerColumn = (columns - 1) / 2f;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                float y = row - centerRow;
                float x = column - centerColumn;
                float sourceRow = centerRow + map.rowOf(y, x) + fieldDown[i];
                float sourceColumn = centerColumn + map.columnOf(y, x) + fieldAcross[i];
                if (channels == InputShape.GRAY) {
                    image[i] = (byte) read(pixels, at, sourceRow, sourceColumn);
                    continue;
                }
                // Black is no background in color: the edge goes on outside.
                float nearestRow = Math.max(0, Math.min(rows - 1, sourceRow));
                float nearestColumn = Math.max(0, Math.min(columns - 1, sourceColumn));
                for (int channel = 0; channel < channels; channel++) {
                    image[i * channels + channel] = (byte) read(pixels, at + channel, nearestRow, nearestColumn);
                }
            }
        }
        return image;
    }

    /** Returns the value between four pixels; outside of the image there is background. */
    private int read(byte[] pixels, int at, float y, float x) {
        if (!(y > -1 && y < rows && x > -1 && x < columns)) {
            return 0;
        }
        int row = (int) (y + 1) - 1;
        int column = (int) (x + 1) - 1;
        float downShare = y - row;
        float acrossShare = x - column;
        float upper = between(pixel(pixels, at, row, column), pixel(pixels, at, row, column + 1), acrossShare);
        float lower = between(pixel(pixels, at, row + 1, column), pixel(pixels, at, row + 1, column + 1), acrossShare);
        return (int) (between(upper, lower, downShare) + 0.5f);
    }

    private static float between(float low, float high, float share) {
        return low + share * (high - low);
    }

    private int pixel(byte[] pixels, int at, int row, int column) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            return 0;
        }
        return pixels[at + (row * columns + column) * channels] & 0xff;
    }

    /** Returns one coordinate of a smooth random field of displacements, (rows x columns). */
    private float[] field(RandomStream random) {
        var field = new float[rows * columns];
        if (augmentation.elastic() == 0) {
            return field;
        }
        var coarse = new float[down.points * across.points];
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = (float) (augmentation.elastic() * random.nextGaussian());
        }
        var stretched = new float[rows * across.points];
        for (int row = 0; row < rows; row++) {
            for (int tap = 0; tap < Spline.TAPS; tap++) {
                float weight = down.weights[row * Spline.TAPS + tap];
                int from = (down.first[row] + tap) * across.points;
                for (int point = 0; point < across.points; point++) {
                    stretched[row * across.points + point] += weight * coarse[from + point];
                }
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float sum = 0;
                int from = row * across.points + across.first[column];
                for (int tap = 0; tap < Spline.TAPS; tap++) {
                    sum += across.weights[column * Spline.TAPS + tap] * stretched[from + tap];
                }
                field[row * columns + column] = sum;
            }
        }
        return field;
    }

    /** A linear map about the centre, and a shift: where a pixel comes from. */
    private static final class Affine {

        private final float rowByRow;
        private final float rowByColumn;
        private final float columnByRow;
        private final float columnByColumn;
        private final float down;
        private final float across;

        private Affine(float sine, float cosine) {
            rowByRow = cosine;
            rowByColumn = -sine;
            columnByRow = sine;
            columnByColumn = cosine;
            down = 0;
            across = 0;
        }

        /** Returns the map of an image that is turned clockwise. */
        static Affine turning(double degrees) {
            double angle = FastMath.toRadians(degrees);
            return new Affine((float) FastMath.sin(angle), (float) FastMath.cos(angle));
        }

        Affine(Augmentation augmentation, RandomStream random) {
            double angle = FastMath.toRadians(random.nextWithin(augmentation.rotation()));
            double shear = random.nextWithin(augmentation.shear());
            double scaleDown = 1 / (1 + random.nextWithin(augmentation.scale()));
            double scaleAcross = 1 / (1 + random.nextWithin(augmentation.scale()));
            double sine = FastMath.sin(angle);
            double cosine = FastMath.cos(angle);
            rowByRow = (float) (scaleDown * cosine);
            rowByColumn = (float) (-scaleDown * sine);
            columnByRow = (float) (scaleAcross * (sine + shear * cosine));
            columnByColumn = (float) (scaleAcross * (cosine - shear * sine));
            down = (float) random.nextWithin(augmentation.shift());
            across = (float) random.nextWithin(augmentation.shift());
        }

        float rowOf(float y, float x) {
            return rowByRow * y + rowByColumn * x + down;
        }

        float columnOf(float y, float x) {
            return columnByRow * y + columnByColumn * x + across;
        }
    }

    /** The weights of the uniform cubic B-spline at every pixel of one axis. */
    private static final class Spline {

        static final int TAPS = 4;

        final int points;
        final int[] first;
        final float[] weights;

        Spline(int length, double spacing) {
            first = new int[length];
            weights = new float[length * TAPS];
            for (int i = 0; i < length; i++) {
                double place = i / spacing;
                first[i] = (int) place;
                double t = place - first[i];
                double left = 1 - t;
                weights[i * TAPS] = (float) (left * left * left / 6);
                weights[i * TAPS + 1] = (float) ((3 * t * t * t - 6 * t * t + 4) / 6);
                weights[i * TAPS + 2] = (float) ((3 * left * left * left - 6 * left * left + 4) / 6);
                weights[i * TAPS + 3] = (float) (t * t * t / 6);
            }
            points = first[length - 1] + TAPS;
        }
    }
}
