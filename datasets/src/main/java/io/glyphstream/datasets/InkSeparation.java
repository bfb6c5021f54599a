package io.glyphstream.datasets;

import java.util.Optional;

/**
 * What is ink and what is paper in a picture.
 *
 * <p>The paper's shade is the median along the border, and its unevenness is how far most of the border strays from it. Ink is whichever side
 * of the paper's shade, darker or lighter, has more to show beyond that unevenness. So a gray photograph of dark writing, a scan, and
 * chalk on a blackboard all come out as bright ink on black.
 */
final class InkSeparation {

    /** The part of the border that counts as paper; writing may touch the rest. */
    private static final double PAPER = 0.9;

    /** Differences in shade that nobody would call ink, against specks on an even paper. */
    private static final int LEAST_CONTRAST = 8;

    private final GrayImage ink;
    private final boolean evenPaper;

    private InkSeparation(GrayImage ink, boolean evenPaper) {
        this.ink = ink;
        this.evenPaper = evenPaper;
    }

    /** Returns the separation, or nothing when all of the picture is paper. */
    static Optional<InkSeparation> of(GrayImage picture) {
        int[] border = histogramOfBorder(picture);
        int paper = quantile(border, 0.5);
        int[] strays = new int[256];
        for (int shade = 0; shade < border.length; shade++) {
            strays[Math.abs(shade - paper)] += border[shade];
        }
        int unevenness = quantile(strays, PAPER);
        long darker = 0;
        long lighter = 0;
        int strongest = 0;
        for (byte pixel : picture.sharedPixels()) {
            int difference = (pixel & 0xff) - paper;
            strongest = Math.max(strongest, Math.abs(difference));
            darker += Math.max(0, -difference - unevenness);
            lighter += Math.max(0, difference - unevenness);
        }
        if (strongest < LEAST_CONTRAST || darker + lighter == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new InkSeparation(ink(picture, paper, unevenness, darker > lighter ? -1 : 1), unevenness == 0));
    }

    /** Returns the ink: 0 is paper, and darker or lighter shades are the more the further they are from it. */
    GrayImage ink() {
        return ink;
    }

    /** Returns whether nearly all of the border has one shade, as in a drawing made on a screen. */
    boolean evenPaper() {
        return evenPaper;
    }

    private static GrayImage ink(GrayImage picture, int paper, int unevenness, int side) {
        byte[] pixels = picture.pixels();
        for (int i = 0; i < pixels.length; i++) {
            int difference = side * ((pixels[i] & 0xff) - paper);
            pixels[i] = (byte) (difference > unevenness ? difference : 0);
        }
        return GrayImage.owning(picture.rows(), picture.columns(), pixels);
    }

    private static int[] histogramOfBorder(GrayImage picture) {
        int[] histogram = new int[256];
        int lastRow = picture.rows() - 1;
        int lastColumn = picture.columns() - 1;
        for (int column = 0; column <= lastColumn; column++) {
            histogram[picture.pixel(0, column)]++;
            histogram[picture.pixel(lastRow, column)]++;
        }
        for (int row = 1; row < lastRow; row++) {
            histogram[picture.pixel(row, 0)]++;
            histogram[picture.pixel(row, lastColumn)]++;
        }
        return histogram;
    }

    /** Returns the least value that at least {@code part} of the counted ones do not exceed. */
    private static int quantile(int[] histogram, double part) {
        long total = 0;
        for (int count : histogram) {
            total += count;
        }
        long below = 0;
        for (int value = 0; value < histogram.length; value++) {
            below += histogram[value];
            if (below >= part * total) {
                return value;
            }
        }
        return histogram.length - 1;
    }
}
