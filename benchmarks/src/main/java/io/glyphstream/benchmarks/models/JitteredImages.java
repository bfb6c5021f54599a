package io.glyphstream.benchmarks.models;

import io.glyphstream.model.Examples;
import java.util.SplittableRandom;

/** More images than a dataset has: its own, then copies of them, each turned, scaled and moved a little at random. */
public final class JitteredImages {

    private static final double MOST_TURN = StrictMath.toRadians(10);
    private static final double MOST_SCALE = 0.1;
    private static final double MOST_SHIFT = 1.5;

    private JitteredImages() {}

    /** Returns so many images; the first ones are the originals. */
    public static Examples of(Examples originals, int count, long seed) {
        int area = originals.rows() * originals.columns();
        var pixels = new byte[Math.multiplyExact(count, area)];
        var labels = new int[count];
        System.arraycopy(originals.pixels(), 0, pixels, 0, Math.min(pixels.length, originals.pixels().length));
        for (int i = 0; i < count; i++) {
            int original = i % originals.size();
            labels[i] = originals.label(original);
            if (i >= originals.size()) {
                var random = new SplittableRandom(seed + i);
                jitter(originals, original, pixels, i * area, random);
            }
        }
        return new Examples(originals.rows(), originals.columns(), originals.classes(), pixels, labels);
    }

    private static void jitter(Examples originals, int original, byte[] to, int at, SplittableRandom random) {
        double turn = within(MOST_TURN, random);
        double scale = 1 + within(MOST_SCALE, random);
        double cos = StrictMath.cos(turn) * scale;
        double sin = StrictMath.sin(turn) * scale;
        double shiftX = within(MOST_SHIFT, random);
        double shiftY = within(MOST_SHIFT, random);
        int rows = originals.rows();
        int columns = originals.columns();
        double centerX = (columns - 1) / 2.0;
        double centerY = (rows - 1) / 2.0;
        int from = original * rows * columns;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double x = column - centerX - shiftX;
                double y = row - centerY - shiftY;
                to[at + row * columns + column] =
                        (byte) gray(originals, from, cos * x - sin * y + centerX, sin * x + cos * y + centerY);
            }
        }
    }

    private static double within(double most, SplittableRandom random) {
        return (2 * random.nextDouble() - 1) * most;
    }

    /** Returns the gray level between four pixels, each counting by its nearness. */
    private static int gray(Examples images, int from, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double down = y - top;
        double gray = (1 - right) * (1 - down) * pixel(images, from, left, top)
                + right * (1 - down) * pixel(images, from, left + 1, top)
                + (1 - right) * down * pixel(images, from, left, top + 1)
                + right * down * pixel(images, from, left + 1, top + 1);
        return (int) Math.round(gray);
    }

    private static int pixel(Examples images, int from, int column, int row) {
        if (row < 0 || row >= images.rows() || column < 0 || column >= images.columns()) {
            return 0;
        }
        return images.pixels()[from + row * images.columns() + column] & 0xFF;
    }
}
