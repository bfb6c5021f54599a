package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.awt.Color;
import java.awt.image.BufferedImage;

/** How much ink is at each place of a square sheet with one digit on it, from 0 to 1. */
final class DigitSheet {

    private final int side;
    private final double[] ink;

    private DigitSheet(int side, double[] ink) {
        this.side = side;
        this.ink = ink;
    }

    /** Returns a drawing, enlarged, in the middle of a sheet. */
    static DigitSheet of(GrayImage drawing, int side) {
        int inner = side * 3 / 4;
        int margin = (side - inner) / 2;
        GrayImage large = Resampling.resize(drawing, inner, inner);
        double[] ink = new double[side * side];
        for (int row = 0; row < inner; row++) {
            for (int column = 0; column < inner; column++) {
                ink[(row + margin) * side + column + margin] = large.pixel(row, column) / 255.0;
            }
        }
        return new DigitSheet(side, ink);
    }

    /** The shade, 0 to 255, of a place with so much ink; x and y are within [0, 1]. */
    @FunctionalInterface
    interface Light {
        double shade(double x, double y, double ink);
    }

    /** Returns a gray picture of the sheet. */
    BufferedImage photographed(Light light) {
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double shade = light.shade((column + 0.5) / side, (row + 0.5) / side, ink[row * side + column]);
                picture.getRaster().setSample(column, row, 0, (int) Math.max(0, Math.min(255, Math.round(shade))));
            }
        }
        return picture;
    }

    /** Returns a picture whose opacity is the ink, of one color. */
    BufferedImage onTransparency(Color color) {
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        for (int place = 0; place < ink.length; place++) {
            int alpha = (int) Math.round(255 * ink[place]);
            picture.setRGB(place % side, place / side, (alpha << 24) | (color.getRGB() & 0xffffff));
        }
        return picture;
    }
}
