package io.glyphstream.model.neighbors;

/**
 * Takes the slant out of drawn shapes.
 *
 * <p>The regression of column on row over the ink (image moments of first and second order) says how far the shape
 * leans; the image is sheared by as much the other way, about its center of mass, which comes to lie in the middle.
 * Values between pixels are interpolated linearly and rounded to whole gray levels. Plain double arithmetic, which
 * is the same on every machine.
 */
final class Deskew {

    private final int rows;
    private final int columns;

    Deskew(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** Returns new images, {@code images x (rows*columns)}. */
    byte[] apply(byte[] pixels) {
        var upright = new byte[pixels.length];
        for (int offset = 0; offset < pixels.length; offset += rows * columns) {
            straighten(pixels, offset, upright);
        }
        return upright;
    }

    private void straighten(byte[] pixels, int offset, byte[] upright) {
        long ink = 0;
        long inkRows = 0;
        long inkColumns = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int value = pixels[offset + row * columns + column] & 0xFF;
                ink += value;
                inkRows += (long) value * row;
                inkColumns += (long) value * column;
            }
        }
        if (ink == 0) {
            return;
        }
        double centerRow = (double) inkRows / ink;
        double centerColumn = (double) inkColumns / ink;
        double slant = slant(pixels, offset, centerRow, centerColumn);
        double middleRow = (rows - 1) / 2.0;
        double middleColumn = (columns - 1) / 2.0;
        for (int row = 0; row < rows; row++) {
            double fromRow = row - middleRow + centerRow;
            double fromFirstColumn = slant * (row - middleRow) - middleColumn + centerColumn;
            for (int column = 0; column < columns; column++) {
                double value = interpolate(pixels, offset, fromRow, fromFirstColumn + column);
                upright[offset + row * columns + column] = (byte) (int) (value + 0.5);
            }
        }
    }

    /** Returns by how many columns the ink moves to the right per row downwards; zero where all ink is in one row. */
    private double slant(byte[] pixels, int offset, double centerRow, double centerColumn) {
        double rowVariance = 0;
        double covariance = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int value = pixels[offset + row * columns + column] & 0xFF;
                double below = row - centerRow;
                rowVariance += value * below * below;
                covariance += value * below * (column - centerColumn);
            }
        }
        return rowVariance > 0 ? covariance / rowVariance : 0;
    }

    private double interpolate(byte[] pixels, int offset, double row, double column) {
        double top = Math.floor(row);
        double left = Math.floor(column);
        if (top < -1 || top >= rows || left < -1 || left >= columns) {
            return 0;
        }
        double down = row - top;
        double right = column - left;
        double upper = (1 - right) * value(pixels, offset, (int) top, (int) left)
                + right * value(pixels, offset, (int) top, (int) left + 1);
        double lower = (1 - right) * value(pixels, offset, (int) top + 1, (int) left)
                + right * value(pixels, offset, (int) top + 1, (int) left + 1);
        return (1 - down) * upper + down * lower;
    }

    private int value(byte[] pixels, int offset, int row, int column) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            return 0;
        }
        return pixels[offset + row * columns + column] & 0xFF;
    }
}
