package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The shades of a picture, 0 black to 255 white, and how opaque each pixel is, where not all of them are fully so.
 *
 * @param opacity 0 transparent to 255 opaque; none when nothing is transparent
 */
record DecodedPicture(GrayImage shades, Optional<GrayImage> opacity) {

    static final int BLACK = 0;
    static final int WHITE = 255;

    private static final int OPAQUE = 255;

    /** Pixels above it are seen. */
    private static final int SEEN = 127;

    /** Differences in shade that are drawing rather than the grain of one color. */
    private static final int CONTRAST = 32;

    /** The part of the seen pixels that may have any shade without being a drawing. */
    private static final double FEW = 0.0005;

    /** The least part of a card's box, or of its edge, that has to be card. */
    private static final double MOST = 0.75;

    /** Returns the picture with both planes changed in the same way. */
    DecodedPicture with(UnaryOperator<GrayImage> change) {
        return new DecodedPicture(change.apply(shades), opacity.map(change));
    }

    /** Returns the picture on paper of one shade. */
    GrayImage on(int paper) {
        if (opacity.isEmpty()) {
            return shades;
        }
        byte[] pixels = shades.pixels();
        byte[] opaque = opacity.get().sharedPixels();
        for (int i = 0; i < pixels.length; i++) {
            int alpha = opaque[i] & 0xff;
            pixels[i] = (byte) (((pixels[i] & 0xff) * alpha + paper * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE);
        }
        return GrayImage.owning(shades.rows(), shades.columns(), pixels);
    }

    /**
     * Returns the picture on paper that lets the drawing be seen.
     *
     * <p>Ink on nothing has its shape in the opacity, whatever its color: it is shown black on white. A card that is drawn on has its
     * shape in the shades, and what surrounds it is given the card's own shade.
     */
    GrayImage onFittingPaper() {
        return opacity.map(this::onFittingPaper).orElse(shades);
    }

    private GrayImage onFittingPaper(GrayImage opaque) {
        int[] seen = new int[256];
        int[] edge = new int[256];
        int top = shades.rows();
        int bottom = 0;
        int left = shades.columns();
        int right = 0;
        for (int row = 0; row < shades.rows(); row++) {
            for (int column = 0; column < shades.columns(); column++) {
                if (opaque.pixel(row, column) > SEEN) {
                    seen[shades.pixel(row, column)]++;
                    top = Math.min(top, row);
                    bottom = Math.max(bottom, row);
                    left = Math.min(left, column);
                    right = Math.max(right, column);
                    if (isAtEdge(opaque, row, column)) {
                        edge[shades.pixel(row, column)]++;
                    }
                }
            }
        }
        if (Histograms.total(seen) == opaque.sharedPixels().length) {
            return on(WHITE);
        }
        long boxArea = Math.max(0, bottom - top + 1L) * Math.max(0, right - left + 1L);
        int paper = Histograms.quantile(seen, 0.5);
        boolean isDrawnOn = Histograms.quantile(seen, 1 - FEW) - Histograms.quantile(seen, FEW) >= CONTRAST;
        boolean isFilled = Histograms.total(seen) >= MOST * boxArea
                || Histograms.between(edge, paper - CONTRAST, paper + CONTRAST) >= MOST * Histograms.total(edge);
        return isDrawnOn && isFilled ? on(paper) : opacityAsInk(opaque);
    }

    private static boolean isAtEdge(GrayImage opaque, int row, int column) {
        return (row > 0 && opaque.pixel(row - 1, column) <= SEEN)
                || (row + 1 < opaque.rows() && opaque.pixel(row + 1, column) <= SEEN)
                || (column > 0 && opaque.pixel(row, column - 1) <= SEEN)
                || (column + 1 < opaque.columns() && opaque.pixel(row, column + 1) <= SEEN);
    }

    private static GrayImage opacityAsInk(GrayImage opaque) {
        byte[] pixels = opaque.pixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i];
        }
        return GrayImage.owning(opaque.rows(), opaque.columns(), pixels);
    }
}
