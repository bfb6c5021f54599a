package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;

/**
 * Where the shade of a sketch changes sharply from one pixel to the next but one: the edges of strokes. Light changes slowly, and so do the
 * reflection of a lamp and the shadow of a hand.
 */
final class SharpSteps {

    /** The least part of the largest step that is sharp. */
    private static final double SHARP = 1.0 / 3;

    /** The part of the ink that is not wider than its width; it is where strokes meet. */
    private static final double MOST = 0.8;

    private final GrayImage sketch;
    private final Margins margins;
    private final double least;

    SharpSteps(GrayImage sketch, Margins margins) {
        this.sketch = sketch;
        this.margins = margins;
        int largest = 0;
        for (int row = margins.top(); row < margins.bottom(); row++) {
            for (int column = margins.left() + 1; column < margins.right() - 1; column++) {
                largest = Math.max(largest, Math.abs(across(row, column)));
            }
        }
        for (int row = margins.top() + 1; row < margins.bottom() - 1; row++) {
            for (int column = margins.left(); column < margins.right(); column++) {
                largest = Math.max(largest, Math.abs(down(row, column)));
            }
        }
        this.least = Math.max(1, SHARP * largest);
    }

    private int across(int row, int column) {
        return sketch.pixel(row, column + 1) - sketch.pixel(row, column - 1);
    }

    private int down(int row, int column) {
        return sketch.pixel(row + 1, column) - sketch.pixel(row - 1, column);
    }

    /**
     * Returns the sum of the first sharp steps that one meets on the way inward from each pixel of the border: below 0 when they lead into
     * darker shades. A way that does not begin on the paper does not count.
     */
    long intoInk(LightPlane paper) {
        long sum = 0;
        for (int row = margins.top(); row < margins.bottom(); row++) {
            int line = row;
            int last = margins.right() - 1;
            if (isPaper(paper, row, margins.left())) {
                sum += first(margins.left() + 1, last, 1, column -> across(line, column));
            }
            if (isPaper(paper, row, last)) {
                sum -= first(last - 1, margins.left(), -1, column -> across(line, column));
            }
        }
        for (int column = margins.left(); column < margins.right(); column++) {
            int line = column;
            int last = margins.bottom() - 1;
            if (isPaper(paper, margins.top(), column)) {
                sum += first(margins.top() + 1, last, 1, row -> down(row, line));
            }
            if (isPaper(paper, last, column)) {
                sum -= first(last - 1, margins.top(), -1, row -> down(row, line));
            }
        }
        return sum;
    }

    private boolean isPaper(LightPlane paper, int row, int column) {
        return Math.abs(sketch.pixel(row, column) - paper.at(row, column)) < least;
    }

    /** The step at a place of a line. */
    @FunctionalInterface
    private interface Line {
        int step(int place);
    }

    private int first(int from, int end, int direction, Line line) {
        for (int place = from; direction * place < direction * end; place += direction) {
            int step = line.step(place);
            if (Math.abs(step) >= least) {
                return step;
            }
        }
        return 0;
    }

    /**
     * Returns about how wide the strokes are, in pixels of the sketch, or 0 when none lies between two sharp steps.
     *
     * @param side 1 when ink is lighter than the paper, -1 when it is darker
     */
    int strokeWidth(int side) {
        int[] across = new int[sketch.rows() * sketch.columns()];
        int[] down = new int[across.length];
        for (int row = margins.top(); row < margins.bottom(); row++) {
            int line = row;
            int start = row * sketch.columns();
            run(
                    margins.left() + 1,
                    margins.right() - 1,
                    column -> side * across(line, column),
                    (place, width) -> across[start + place] = width);
        }
        for (int column = margins.left(); column < margins.right(); column++) {
            int line = column;
            run(
                    margins.top() + 1,
                    margins.bottom() - 1,
                    row -> side * down(row, line),
                    (place, width) -> down[place * sketch.columns() + line] = width);
        }
        int[] widths = new int[256];
        for (int i = 0; i < across.length; i++) {
            int width = Math.min(across[i], down[i]);
            widths[width] += width > 0 ? 1 : 0;
        }
        return Histograms.total(widths) == 0 ? 0 : Histograms.quantile(widths, MOST);
    }

    /** Notes the width at a place. */
    @FunctionalInterface
    private interface Widths {
        void note(int place, int width);
    }

    /** Finds the stretches of a line between a sharp step into ink and the next one out of it. */
    private void run(int from, int end, Line line, Widths widths) {
        int entered = -1;
        for (int place = from; place < end; place++) {
            int step = line.step(place);
            if (step >= least && entered < 0) {
                entered = place;
            }
            if (step <= -least && entered >= 0) {
                for (int inked = entered; inked <= place; inked++) {
                    widths.note(inked, place - entered);
                }
                entered = -1;
            }
        }
    }
}
