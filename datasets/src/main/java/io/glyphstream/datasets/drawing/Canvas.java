package io.glyphstream.datasets.drawing;

import io.glyphstream.datasets.drawing.DigitShape.Point;

/** Paper on which a round pen draws with soft edges. Pixel (r, c) is the point x = c, y = r. */
final class Canvas {

    private final int rows;
    private final int columns;
    private final double[] ink;

    Canvas(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.ink = new double[rows * columns];
    }

    /**
     * Draws a straight line with round ends.
     *
     * @param radius of the pen, in pixels
     * @param softness width of the edge, in pixels, in which the ink fades
     */
    void line(Point from, Point to, double radius, double softness) {
        double reach = radius + softness / 2;
        int top = Math.max(0, (int) Math.floor(Math.min(from.y(), to.y()) - reach));
        int bottom = Math.min(rows - 1, (int) Math.ceil(Math.max(from.y(), to.y()) + reach));
        int left = Math.max(0, (int) Math.floor(Math.min(from.x(), to.x()) - reach));
        int right = Math.min(columns - 1, (int) Math.ceil(Math.max(from.x(), to.x()) + reach));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double fade = (radius - distance(from, to, column, row)) / softness + 0.5;
                int i = row * columns + column;
                ink[i] = Math.max(ink[i], Math.min(1, fade));
            }
        }
    }

    /** Returns the distance of (x, y) to the nearest point of a line. */
    private static double distance(Point from, Point to, double x, double y) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double squared = dx * dx + dy * dy;
        double along = squared == 0 ? 0 : ((x - from.x()) * dx + (y - from.y()) * dy) / squared;
        double nearest = Math.max(0, Math.min(1, along));
        double awayX = x - from.x() - nearest * dx;
        double awayY = y - from.y() - nearest * dy;
        return Math.sqrt(awayX * awayX + awayY * awayY);
    }

    /** Returns the ink as unsigned bytes, with the grain of paper where there is ink; the rest stays clean, as in MNIST. */
    byte[] toPixels(SeededRandom grain) {
        byte[] pixels = new byte[ink.length];
        for (int i = 0; i < ink.length; i++) {
            if (ink[i] > 0) {
                double shade = 255 * ink[i] * grain.between(0.86, 1.06);
                pixels[i] = (byte) Math.min(255, (int) (shade + 0.5));
            }
        }
        return pixels;
    }
}
