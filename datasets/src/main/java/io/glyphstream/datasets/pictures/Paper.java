package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.util.Arrays;

/**
 * The paper of a picture: its shade at each place, and on which side of it ink lies.
 *
 * <pre>
 *   sketch ──▶ margins of a frame ──▶ plane through the border ──▶ side of ink ──▶ shade around the strokes
 * </pre>
 *
 * <p>All of it is found on a sketch of the picture, a small one, and read off between the sketch's pixels.
 */
final class Paper {

    /** The most rows or columns of the sketch. */
    private static final int SKETCH = 112;

    /** Differences of less than so many shades are no unevenness of the light. */
    private static final int LEAST_STRAY = 8;

    /** The most that ink in the shade is strengthened by. */
    private static final double MOST_GAIN = 3;

    private final GrayImage sketch;
    private final Margins margins;
    private final int side;
    private final double[] shades;
    private final double brightest;

    private Paper(GrayImage sketch, Margins margins, int side, double[] shades) {
        this.sketch = sketch;
        this.margins = margins;
        this.side = side;
        this.shades = shades;
        this.brightest = Arrays.stream(shades).map(Math::round).max().orElse(0);
    }

    static Paper of(GrayImage picture) {
        GrayImage sketch = sketch(picture);
        Margins margins = Frame.marginsOf(sketch);
        LightPlane plane = LightPlane.of(sketch, margins);
        var steps = new SharpSteps(sketch, margins);
        long into = steps.intoInk(plane);
        double[] even = new double[sketch.rows() * sketch.columns()];
        double lighter = 0;
        for (int i = 0; i < even.length; i++) {
            even[i] = plane.at(i / sketch.columns(), i % sketch.columns());
            lighter += (sketch.sharedPixels()[i] & 0xff) - even[i];
        }
        int side = (into == 0 ? lighter : into) < 0 ? -1 : 1;
        int width = steps.strokeWidth(side);
        int radius = (3 * width + 3) / 4 + 1;
        boolean local = width > 0
                && (!plane.isEven(sketch, margins) || straysBeyond(sketch, even, side))
                && 2 * radius + 1 <= Math.min(sketch.rows(), sketch.columns()) / 2;
        return new Paper(sketch, margins, side, local ? around(sketch, radius, side) : even);
    }

    /** Returns true if something lies on the side of the paper where no ink is, such as the reflection of a lamp. */
    private static boolean straysBeyond(GrayImage sketch, double[] paper, int side) {
        for (int i = 0; i < paper.length; i++) {
            if (side * (paper[i] - (sketch.sharedPixels()[i] & 0xff)) >= LEAST_STRAY) {
                return true;
            }
        }
        return false;
    }

    private static GrayImage sketch(GrayImage picture) {
        double scale = Math.min(1, (double) SKETCH / Math.max(picture.rows(), picture.columns()));
        return Resampling.resize(picture, (int) Math.max(1, Math.round(scale * picture.rows())), (int)
                Math.max(1, Math.round(scale * picture.columns())));
    }

    /** Returns the shade that the paper has beside the ink: a closing (dark ink) or an opening (light ink) with a square wider than strokes. */
    private static double[] around(GrayImage sketch, int radius, int side) {
        int margin = 2 * radius;
        GrayImage wide = Pooling.extended(sketch, margin);
        GrayImage without = side < 0
                ? Pooling.eroded(Pooling.dilated(wide, 2 * radius), radius)
                : Pooling.dilated(Pooling.eroded(wide, radius), 2 * radius);
        double[] shades = new double[sketch.rows() * sketch.columns()];
        for (int i = 0; i < shades.length; i++) {
            shades[i] = without.pixel(margin + i / sketch.columns(), margin + i % sketch.columns());
        }
        return shades;
    }

    /** Returns 1 when ink is lighter than the paper, -1 when it is darker. */
    int side() {
        return side;
    }

    /**
     * Returns how far ink would be from the paper where the paper is brightest. Dark ink takes a part of the light that falls on it; of light
     * ink no such thing is known.
     *
     * @param shade the paper's where the ink is
     */
    int inFullLight(int difference, int shade) {
        if (side > 0) {
            return difference;
        }
        double gain = Math.min(MOST_GAIN, brightest / Math.max(1, shade));
        return (int) Math.min(255, Math.round(gain * difference));
    }

    /** Returns what a frame leaves of the picture. */
    Margins marginsIn(GrayImage picture) {
        return margins.scaled(sketch, picture);
    }

    /** Returns the paper's shades in one row of the picture. */
    int[] shades(GrayImage picture, int row) {
        int[] inRow = new int[picture.columns()];
        for (int column = 0; column < inRow.length; column++) {
            inRow[column] = shade(picture, row, column);
        }
        return inRow;
    }

    /** Returns the paper's shade at a place of the picture: between four of the sketch's pixels. */
    int shade(GrayImage picture, int row, int column) {
        double down = within(sketch.rows(), (row + 0.5) * sketch.rows() / picture.rows() - 0.5);
        double across = within(sketch.columns(), (column + 0.5) * sketch.columns() / picture.columns() - 0.5);
        int above = Math.min((int) down, Math.max(0, sketch.rows() - 2));
        int left = Math.min((int) across, Math.max(0, sketch.columns() - 2));
        int right = Math.min(left + 1, sketch.columns() - 1);
        int upper = above * sketch.columns();
        int lower = Math.min(above + 1, sketch.rows() - 1) * sketch.columns();
        double further = across - left;
        double upperShade = shades[upper + left] * (1 - further) + shades[upper + right] * further;
        double lowerShade = shades[lower + left] * (1 - further) + shades[lower + right] * further;
        double shade = upperShade * (1 - (down - above)) + lowerShade * (down - above);
        return (int) Math.max(0, Math.min(255, Math.round(shade)));
    }

    private static double within(int count, double place) {
        return Math.max(0, Math.min(count - 1, place));
    }
}
