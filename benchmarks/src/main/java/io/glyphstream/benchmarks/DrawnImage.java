package io.glyphstream.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** An image that is being drawn: white ink on black. */
final class DrawnImage {

    private final int rows;
    private final int columns;
    private final byte[] pixels;

    DrawnImage(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.pixels = new byte[rows * columns];
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Replaces all pixels. */
    void put(byte[] image) {
        System.arraycopy(image, 0, pixels, 0, pixels.length);
    }

    /** Draws the outline of a shape with a round pen. */
    void draw(Shape shape, double width, double ink) {
        fill(
                new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND).createStrokedShape(shape),
                ink);
    }

    /** Adds a filled shape, its ink within [0, 1]. */
    void fill(Shape shape, double ink) {
        var image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fill(shape);
        graphics.dispose();
        for (int i = 0; i < pixels.length; i++) {
            int covered = image.getRGB(i % columns, i / columns) & 0xff;
            set(i, (pixels[i] & 0xff) + ink * covered);
        }
    }

    /** Leaves a share of the ink, on paper of this gray level. */
    void fade(double share, int paper) {
        for (int i = 0; i < pixels.length; i++) {
            set(i, paper + share * (pixels[i] & 0xff));
        }
    }

    /** Adds normally distributed noise to every pixel. */
    void addNoise(double deviation, SplittableRandom random) {
        for (int i = 0; i < pixels.length; i++) {
            set(i, (pixels[i] & 0xff) + deviation * random.nextGaussian());
        }
    }

    void copyTo(byte[] images, int at) {
        System.arraycopy(pixels, 0, images, at, pixels.length);
    }

    private void set(int pixel, double gray) {
        pixels[pixel] = (byte) Math.round(Math.max(0, Math.min(255, gray)));
    }
}
