package io.glyphstream.model.neighbors;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/*
 * Block power iteration (Golub and Van Loan, Matrix Computations, 8.2.4) on a sample of the images, without ever
 * forming the covariance: background pixels cost nothing, and images of any size are as welcome as small ones. The
 * directions need not be accurate. Whatever they are, they are only asked to tell images apart quickly; see
 * NeighborFeatures for why no answer depends on them.
 */
/** Finds the directions in which images differ most. */
final class PrincipalComponents {

    /* Bounds the work of one pass: sampled images x pixels x directions. */
    private static final long WORK = 1L << 28;

    private static final int PASSES = 6;

    /* A direction whose share of the squared length is below this is rounding noise. */
    private static final double NEGLIGIBLE = 1e-9;

    private static final int START = 1;

    private PrincipalComponents() {}

    /**
     * Returns orthonormal directions (components x pixels), by falling variance: as many as wanted, or fewer where
     * the images differ in fewer.
     *
     * @param images (count x pixels)
     * @param center (pixels): what is subtracted from each image
     */
    static float[][] of(byte[] images, byte[] center, int wanted) {
        int pixels = center.length;
        int count = images.length / pixels;
        int directions = (int) Math.min(Math.min(wanted, pixels), Math.max(1, WORK / pixels / 64));
        int sampled = (int) Math.min(count, Math.max(2 * directions, WORK / pixels / directions));
        double[][] basis = start(pixels, directions);
        for (int pass = 0; pass < PASSES && basis[0].length > 0; pass++) {
            basis = orthonormal(multiplyByCovariance(images, center, sampled, basis));
        }
        var components = new float[basis[0].length][pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int component = 0; component < components.length; component++) {
                components[component][pixel] = (float) basis[pixel][component];
            }
        }
        return components;
    }

    private static double[][] start(int pixels, int directions) {
        var random = new SplittableRandom(START);
        var basis = new double[pixels][directions];
        for (double[] row : basis) {
            Arrays.setAll(row, i -> random.nextDouble() - 0.5);
        }
        return basis;
    }

    /** Returns the product of the sample's scatter matrix and the basis, (pixels x directions). */
    private static double[][] multiplyByCovariance(byte[] images, byte[] center, int sampled, double[][] basis) {
        int pixels = basis.length;
        int directions = basis[0].length;
        long count = images.length / pixels;
        var product = new double[pixels][directions];
        var coordinatesOfCenter = new double[directions];
        var sum = new double[directions];
        addCoordinates(center, 0, basis, coordinatesOfCenter);
        var coordinates = new double[directions];
        for (int i = 0; i < sampled; i++) {
            int offset = (int) (i * count / sampled) * pixels;
            Arrays.fill(coordinates, 0);
            addCoordinates(images, offset, basis, coordinates);
            for (int d = 0; d < directions; d++) {
                coordinates[d] -= coordinatesOfCenter[d];
                sum[d] += coordinates[d];
            }
            for (int pixel = 0; pixel < pixels; pixel++) {
                addScaled(images[offset + pixel] & 0xFF, coordinates, product[pixel]);
            }
        }
        for (int pixel = 0; pixel < pixels; pixel++) {
            addScaled(-(center[pixel] & 0xFF), sum, product[pixel]);
        }
        return product;
    }

    private static void addCoordinates(byte[] images, int offset, double[][] basis, double[] coordinates) {
        for (int pixel = 0; pixel < basis.length; pixel++) {
            addScaled(images[offset + pixel] & 0xFF, basis[pixel], coordinates);
        }
    }

    private static void addScaled(double factor, double[] vector, double[] sum) {
        if (factor == 0) {
            return;
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
    }

    /**
     * Returns an orthonormal basis of what the columns span, longest direction first; negligible directions are left
     * out.
     */
    private static double[][] orthonormal(double[][] columns) {
        int directions = columns[0].length;
        var gram = new double[directions][directions];
        for (double[] row : columns) {
            for (int i = 0; i < directions; i++) {
                addScaled(row[i], row, gram[i]);
            }
        }
        // Shifted eigenvalues have the same vectors; the iteration does not converge where many are zero but for
        // rounding.
        double shift = 0;
        for (int i = 0; i < directions; i++) {
            shift = Math.max(shift, gram[i][i]);
        }
        for (int i = 0; i < directions; i++) {
            gram[i][i] += shift;
        }
        var decomposition = new EigenDecomposition(new Array2DRowRealMatrix(gram, false));
        double[] shiftedLengths = decomposition.getRealEigenvalues();
        int kept = 0;
        while (kept < directions && shiftedLengths[kept] - shift > NEGLIGIBLE * shift) {
            kept++;
        }
        double[][] rotation = decomposition.getV().getData();
        var basis = new double[columns.length][kept];
        for (int row = 0; row < columns.length; row++) {
            for (int i = 0; i < directions; i++) {
                addScaled(columns[row][i], rotation[i], basis[row]);
            }
            for (int j = 0; j < kept; j++) {
                basis[row][j] /= Math.sqrt(shiftedLengths[j] - shift);
            }
        }
        return basis;
    }
}
