package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;

/** Greatest and least shades of neighborhoods. */
final class Pooling {

    private Pooling() {}

    /** Returns a smaller image: each pixel is the greatest of those that it stands for. */
    static GrayImage maxima(GrayImage image, int rows, int columns) {
        if (rows >= image.rows() && columns >= image.columns()) {
            return image;
        }
        int fewerRows = Math.min(rows, image.rows());
        int fewerColumns = Math.min(columns, image.columns());
        byte[] pixels = new byte[fewerRows * fewerColumns];
        for (int row = 0; row < image.rows(); row++) {
            int at = (int) ((long) row * fewerRows / image.rows()) * fewerColumns;
            for (int column = 0; column < image.columns(); column++) {
                int i = at + (int) ((long) column * fewerColumns / image.columns());
                pixels[i] = (byte) Math.max(pixels[i] & 0xff, image.pixel(row, column));
            }
        }
        return GrayImage.owning(fewerRows, fewerColumns, pixels);
    }

    /** Returns a smaller image of at most so many rows and columns, with the proportions kept. */
    static GrayImage sketch(GrayImage image, int side) {
        double scale = Math.min(1, (double) side / Math.max(image.rows(), image.columns()));
        return maxima(image, (int) Math.max(1, Math.round(scale * image.rows())), (int)
                Math.max(1, Math.round(scale * image.columns())));
    }

    /** Returns the image with 0 wherever one of the sketch's places that are gone stands for it. */
    static GrayImage without(GrayImage image, GrayImage sketch, boolean[] gone) {
        byte[] pixels = image.pixels();
        for (int row = 0; row < image.rows(); row++) {
            int sketchRow = (int) ((long) row * sketch.rows() / image.rows()) * sketch.columns();
            for (int column = 0; column < image.columns(); column++) {
                if (gone[sketchRow + (int) ((long) column * sketch.columns() / image.columns())]) {
                    pixels[row * image.columns() + column] = 0;
                }
            }
        }
        return GrayImage.owning(image.rows(), image.columns(), pixels);
    }

    /** Returns the image with its bright parts wider by {@code width} pixels in all. */
    static GrayImage dilated(GrayImage image, int width) {
        return extreme(image, width / 2, width - width / 2, 1);
    }

    /** Returns the image with its bright parts narrower by {@code 2 x radius} pixels. */
    static GrayImage eroded(GrayImage image, int radius) {
        return extreme(image, radius, radius, -1);
    }

    /** Returns the image with a margin that repeats the pixels along its border. */
    static GrayImage extended(GrayImage image, int margin) {
        int rows = image.rows() + 2 * margin;
        int columns = image.columns() + 2 * margin;
        byte[] pixels = new byte[rows * columns];
        for (int row = 0; row < rows; row++) {
            int from = Math.max(0, Math.min(image.rows() - 1, row - margin));
            for (int column = 0; column < columns; column++) {
                int across = Math.max(0, Math.min(image.columns() - 1, column - margin));
                pixels[row * columns + column] = (byte) image.pixel(from, across);
            }
        }
        return GrayImage.owning(rows, columns, pixels);
    }

    private static GrayImage extreme(GrayImage image, int before, int after, int sign) {
        return transposed(alongRows(transposed(alongRows(image, before, after, sign)), before, after, sign));
    }

    private static GrayImage alongRows(GrayImage image, int before, int after, int sign) {
        int columns = image.columns();
        byte[] pixels = new byte[image.rows() * columns];
        for (int row = 0; row < image.rows(); row++) {
            for (int column = 0; column < columns; column++) {
                int extreme = image.pixel(row, column);
                int last = Math.min(columns - 1, column + after);
                for (int other = Math.max(0, column - before); other <= last; other++) {
                    int shade = image.pixel(row, other);
                    extreme = sign * shade > sign * extreme ? shade : extreme;
                }
                pixels[row * columns + column] = (byte) extreme;
            }
        }
        return GrayImage.owning(image.rows(), columns, pixels);
    }

    private static GrayImage transposed(GrayImage image) {
        byte[] pixels = new byte[image.rows() * image.columns()];
        for (int row = 0; row < image.rows(); row++) {
            for (int column = 0; column < image.columns(); column++) {
                pixels[column * image.rows() + row] = (byte) image.pixel(row, column);
            }
        }
        return GrayImage.owning(image.columns(), image.rows(), pixels);
    }
}
