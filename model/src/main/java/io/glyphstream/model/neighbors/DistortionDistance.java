package io.glyphstream.model.neighbors;

/**
 * The distance of the image distortion model, as it is defined.
 *
 * <p>Both images lie on endless black ground. Each place of the first image is compared with the places of the second that are
 * at most {@value #REACH} rows and columns away from it, and the most similar one counts. Places are as similar as the
 * brightness changes in the 3 x 3 places around both: the sum of the squared differences of their Sobel gradients, down and
 * across. So a stroke that moved or bent a little costs nothing. The distance is the sum over all places of the first image;
 * it is not symmetric.
 *
 * <p>D. Keysers, T. Deselaers, C. Gollan, H. Ney: Deformation models for image recognition, IEEE Transactions on Pattern
 * Analysis and Machine Intelligence 29, 2007.
 *
 * <p>{@link DistortionMeasure} returns the same faster; the tests hold it to this.
 */
final class DistortionDistance {

    /** How many rows and columns a place may have moved. */
    static final int REACH = 2;

    private final int rows;
    private final int columns;

    /** Returns the distance of images of this size. */
    DistortionDistance(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** Returns how far an image is from another, both (rows x columns), unsigned. */
    long between(byte[] image, byte[] other) {
        long distance = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                distance += ofPlace(image, other, row, column);
            }
        }
        return distance;
    }

    private long ofPlace(byte[] image, byte[] other, int row, int column) {
        long least = Long.MAX_VALUE;
        for (int down = -REACH; down <= REACH; down++) {
            for (int across = -REACH; across <= REACH; across++) {
                long sum = 0;
                for (int y = row - 1; y <= row + 1; y++) {
                    for (int x = column - 1; x <= column + 1; x++) {
                        long byRow = gradientDown(image, y, x) - gradientDown(other, y + down, x + across);
                        long byColumn = gradientAcross(image, y, x) - gradientAcross(other, y + down, x + across);
                        sum += byRow * byRow + byColumn * byColumn;
                    }
                }
                least = Math.min(least, sum);
            }
        }
        return least;
    }

    private long gradientDown(byte[] image, int row, int column) {
        long below = pixel(image, row + 1, column - 1)
                + 2 * pixel(image, row + 1, column)
                + pixel(image, row + 1, column + 1);
        long above = pixel(image, row - 1, column - 1)
                + 2 * pixel(image, row - 1, column)
                + pixel(image, row - 1, column + 1);
        return below - above;
    }

    private long gradientAcross(byte[] image, int row, int column) {
        long right = pixel(image, row - 1, column + 1)
                + 2 * pixel(image, row, column + 1)
                + pixel(image, row + 1, column + 1);
        long left = pixel(image, row - 1, column - 1)
                + 2 * pixel(image, row, column - 1)
                + pixel(image, row + 1, column - 1);
        return right - left;
    }

    private long pixel(byte[] image, int row, int column) {
        boolean isInside = row >= 0 && row < rows && column >= 0 && column < columns;
        return isInside ? image[row * columns + column] & 0xFF : 0;
    }
}
