package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.util.Optional;

/**
 * What is ink and what is paper in a picture.
 *
 * <p>The {@link Paper} has a shade of its own at each place, so that light may fall unevenly. Ink is whichever side of it, darker or lighter,
 * has the sharper edges: a reflection of a lamp is soft. So a gray photograph of dark writing, a scan, and chalk on a blackboard all come
 * out as bright ink on black. A frame along the edge, such as that of a form's cell, is not ink.
 */
final class InkSeparation {

    /** The part of the border that counts as paper; writing may touch the rest. */
    private static final double PAPER = 0.9;

    /** Differences from the paper of less than so many times its unevenness are no ink. */
    private static final int NOISE = 2;

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
        Paper paper = Paper.of(picture);
        int unevenness = unevenness(picture, paper);
        GrayImage ink = ink(picture, paper, unevenness);
        if (ink.strongest() < LEAST_CONTRAST) {
            return Optional.empty();
        }
        boolean even = unevenness == 0;
        return Optional.of(new InkSeparation(FrameEraser.erased(even ? ink : Specks.removed(ink)), even));
    }

    /** Returns the ink: 0 is paper, and darker or lighter shades are the more the further they are from it. */
    GrayImage ink() {
        return ink;
    }

    /** Returns whether nearly all of the border has one shade, as in a drawing made on a screen. */
    boolean evenPaper() {
        return evenPaper;
    }

    /** Returns how far the border strays from the paper's shade, apart from the part that writing may touch. */
    private static int unevenness(GrayImage picture, Paper paper) {
        int[] strays = new int[256];
        Margins margins = paper.marginsIn(picture);
        margins.forEachOnBorder(
                (row, column) -> strays[Math.abs(paper.shade(picture, row, column) - picture.pixel(row, column))]++);
        return Histograms.quantile(strays, PAPER);
    }

    private static GrayImage ink(GrayImage picture, Paper paper, int unevenness) {
        byte[] pixels = new byte[picture.rows() * picture.columns()];
        for (int row = 0; row < picture.rows(); row++) {
            int[] shades = paper.shades(picture, row);
            for (int column = 0; column < shades.length; column++) {
                int difference = paper.side() * (picture.pixel(row, column) - shades[column]);
                if (difference > NOISE * unevenness) {
                    pixels[row * shades.length + column] = (byte) paper.inFullLight(difference, shades[column]);
                }
            }
        }
        return GrayImage.owning(picture.rows(), picture.columns(), pixels);
    }
}
