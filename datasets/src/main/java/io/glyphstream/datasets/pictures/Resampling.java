package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;

/** Changes the number of rows and columns of an image, one direction after the other. */
final class Resampling {

    private Resampling() {}

    /** Returns an image of another size: averaged by area where it shrinks, interpolated linearly where it grows. */
    static GrayImage resize(GrayImage image, int rows, int columns) {
        if (image.rows() == rows && image.columns() == columns) {
            return image;
        }
        double[] averages = averages(image, rows, columns);
        byte[] pixels = new byte[averages.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.max(0, Math.min(255, (int) (averages[i] + 0.5)));
        }
        return GrayImage.owning(rows, columns, pixels);
    }

    /**
     * Returns ink at another size, its strongest at 255. A thin pen on a large sheet leaves far less than one shade when it is scaled down, so
     * averages are strengthened before they are rounded.
     */
    static GrayImage resizeInk(GrayImage ink, int rows, int columns) {
        double[] averages = averages(ink, rows, columns);
        double strongest = Double.MIN_NORMAL;
        for (double average : averages) {
            strongest = Math.max(strongest, average);
        }
        byte[] pixels = new byte[averages.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.min(255, (int) (255 * averages[i] / strongest + 0.5));
        }
        return GrayImage.owning(rows, columns, pixels);
    }

    private static double[] averages(GrayImage image, int rows, int columns) {
        Shares across = Shares.of(image.columns(), columns);
        Shares down = Shares.of(image.rows(), rows);
        float[] narrow = squeezeColumns(image, across);
        double[] averages = new double[Math.multiplyExact(rows, columns)];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int i = 0; i < down.count(row); i++) {
                    sum += down.share(row, i) * narrow[(down.first(row) + i) * columns + column];
                }
                averages[row * columns + column] = sum;
            }
        }
        return averages;
    }

    private static float[] squeezeColumns(GrayImage image, Shares across) {
        byte[] pixels = image.sharedPixels();
        int columns = across.size();
        float[] narrow = new float[Math.multiplyExact(image.rows(), columns)];
        for (int row = 0; row < image.rows(); row++) {
            for (int column = 0; column < columns; column++) {
                int from = row * image.columns() + across.first(column);
                double sum = 0;
                for (int i = 0; i < across.count(column); i++) {
                    sum += across.share(column, i) * (pixels[from + i] & 0xff);
                }
                narrow[row * columns + column] = (float) sum;
            }
        }
        return narrow;
    }

    /** How much each old row (or column) has in each new one; the shares of one new row add up to 1. */
    private static final class Shares {

        private final int[] firsts;
        private final double[][] shares;

        private Shares(int[] firsts, double[][] shares) {
            this.firsts = firsts;
            this.shares = shares;
        }

        static Shares of(int from, int to) {
            int[] firsts = new int[to];
            double[][] shares = new double[to][];
            double ratio = (double) from / to;
            for (int i = 0; i < to; i++) {
                if (from >= to) {
                    double begin = i * ratio;
                    double end = Math.min(from, (i + 1) * ratio);
                    firsts[i] = (int) begin;
                    shares[i] = overlaps(begin, end);
                } else {
                    double middle = Math.max(0, Math.min(from - 1, (i + 0.5) * ratio - 0.5));
                    firsts[i] = Math.min((int) middle, Math.max(0, from - 2));
                    double second = middle - firsts[i];
                    shares[i] = from == 1 ? new double[] {1} : new double[] {1 - second, second};
                }
            }
            return new Shares(firsts, shares);
        }

        /** Returns how much of the interval lies in each cell [k, k + 1) that it touches. */
        private static double[] overlaps(double begin, double end) {
            int first = (int) begin;
            int last = Math.max(first, (int) Math.ceil(end) - 1);
            double[] overlaps = new double[last - first + 1];
            for (int k = first; k <= last; k++) {
                overlaps[k - first] = (Math.min(end, k + 1) - Math.max(begin, k)) / (end - begin);
            }
            return overlaps;
        }

        int size() {
            return firsts.length;
        }

        int first(int i) {
            return firsts[i];
        }

        int count(int i) {
            return shares[i].length;
        }

        double share(int i, int k) {
            return shares[i][k];
        }
    }
}
