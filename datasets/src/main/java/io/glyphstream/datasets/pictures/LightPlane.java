package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.util.Arrays;

/**
 * A plane through the shades along an image's border: paper on which light falls from one side.
 *
 * <p>The fit is by least squares, again and again; what lies far from the last plane, such as writing that touches the border, counts less each
 * time and then not at all (Tukey's biweight).
 */
final class LightPlane {

    /** The least part of an even border that has one shade. */
    private static final double EVEN = 0.9;

    private static final int ROUNDS = 20;

    /** Residuals of more than so many of their own scales do not count; 4.685 keeps 95 % of the efficiency of least squares. */
    private static final double FAR = 4.685;

    /** The least scale of residuals, in shades. */
    private static final double LEAST_SCALE = 1;

    /** The standard deviation of normal residuals whose median magnitude is 1. */
    private static final double PER_MEDIAN = 1.4826;

    private final double middle;
    private final double perRow;
    private final double perColumn;
    private final double middleRow;
    private final double middleColumn;

    private LightPlane(double[] coefficients, double middleRow, double middleColumn) {
        this.middle = coefficients[0];
        this.perRow = coefficients[1];
        this.perColumn = coefficients[2];
        this.middleRow = middleRow;
        this.middleColumn = middleColumn;
    }

    /** Returns the shade at a place. */
    double at(int row, int column) {
        return middle + perRow * (row - middleRow) + perColumn * (column - middleColumn);
    }

    /** Returns true if nearly all of the border has the plane's shade, and that is one shade. */
    boolean isEven(GrayImage image, Margins margins) {
        int[] counts = new int[2];
        margins.forEachOnBorder((row, column) -> {
            counts[0]++;
            counts[1] += Math.abs(image.pixel(row, column) - middle) < 1 ? 1 : 0;
        });
        return counts[1] >= EVEN * counts[0];
    }

    /** Returns the plane through the border of a part of an image. */
    static LightPlane of(GrayImage image, Margins margins) {
        double middleRow = (margins.top() + margins.bottom() - 1) / 2.0;
        double middleColumn = (margins.left() + margins.right() - 1) / 2.0;
        int[] places = places(image, margins);
        int[] histogram = new int[256];
        for (int place : places) {
            histogram[image.sharedPixels()[place] & 0xff]++;
        }
        var plane = new LightPlane(new double[] {Histograms.quantile(histogram, 0.5), 0, 0}, middleRow, middleColumn);
        for (int round = 0; round < ROUNDS; round++) {
            plane = plane.refined(image, places);
        }
        return plane;
    }

    private static int[] places(GrayImage image, Margins margins) {
        int[] places = new int[2 * (image.rows() + image.columns())];
        int[] count = new int[1];
        margins.forEachOnBorder((row, column) -> places[count[0]++] = row * image.columns() + column);
        return Arrays.copyOf(places, count[0]);
    }

    private LightPlane refined(GrayImage image, int[] places) {
        double[] residuals = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            residuals[i] = (image.sharedPixels()[places[i]] & 0xff)
                    - at(places[i] / image.columns(), places[i] % image.columns());
        }
        double far = FAR * scale(residuals);
        double[][] products = new double[3][4];
        for (int i = 0; i < places.length; i++) {
            double part = residuals[i] / far;
            double weight = Math.abs(part) >= 1 ? 0 : (1 - part * part) * (1 - part * part);
            int row = places[i] / image.columns();
            int column = places[i] % image.columns();
            double[] terms = {1, row - middleRow, column - middleColumn, residuals[i]};
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 4; k++) {
                    products[j][k] += weight * terms[j] * terms[k];
                }
            }
        }
        double[] change = solved(products);
        return new LightPlane(
                new double[] {middle + change[0], perRow + change[1], perColumn + change[2]}, middleRow, middleColumn);
    }

    private static double scale(double[] residuals) {
        double[] magnitudes = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        return Math.max(LEAST_SCALE, PER_MEDIAN * magnitudes[magnitudes.length / 2]);
    }

    /** Returns the solution of three equations (3 x 4) by Gauss's elimination; what they do not determine is 0. */
    private static double[] solved(double[][] equations) {
        for (int j = 0; j < 3; j++) {
            for (int other = 0; other < 3; other++) {
                if (other != j && equations[j][j] > 1e-9) {
                    double factor = equations[other][j] / equations[j][j];
                    for (int k = j; k < 4; k++) {
                        equations[other][k] -= factor * equations[j][k];
                    }
                }
            }
        }
        double[] solution = new double[3];
        for (int j = 0; j < 3; j++) {
            solution[j] = equations[j][j] > 1e-9 ? equations[j][3] / equations[j][j] : 0;
        }
        return solution;
    }
}
