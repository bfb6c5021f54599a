package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.pictures.InkPieces.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the frame along the edge out of ink, if there is one and something in it.
 *
 * <p>A frame is a piece of ink that runs along most of an edge and lies close to edges nearly everywhere. Where writing touches the frame they
 * are one piece: then the frame is what lies outside of a straight line on each of the four sides. Anything like a frame stays when nothing
 * of a digit's size is left without it, or what is left touches the edge, as in a picture that was cut to its digit.
 */
final class FrameEraser {

    /** The most rows or columns of the sketch on which pieces are found. */
    private static final int SKETCH = 140;

    /** Ink below this part of the strongest does not count. */
    private static final double FAINT = 0.25;

    /** A frame lies within this part of the height or width from an edge. */
    private static final double BAND = 0.12;

    /** The least part of a frame's ink that lies there. */
    private static final double NEARLY_ALL = 0.9;

    /** The least part of an edge that a frame runs along. */
    private static final double LONG = 0.8;

    /** The least part of a line along the edge that has ink where the frame hangs together with the writing. */
    private static final double LINE = 0.6;

    /** The least part of the height or width that a digit takes. */
    private static final double DIGIT = 0.2;

    private final GrayImage ink;
    private final GrayImage sketch;
    private final int least;

    private FrameEraser(GrayImage ink) {
        this.ink = ink;
        this.sketch = Pooling.sketch(ink, SKETCH);
        this.least = Math.max(1, (int) (FAINT * ink.strongest()));
    }

    /** Returns the ink without its frame. */
    static GrayImage erased(GrayImage ink) {
        return new FrameEraser(ink).erased();
    }

    private GrayImage erased() {
        var frames = new ArrayList<Piece>();
        var others = new ArrayList<Piece>();
        for (Piece piece : InkPieces.of(sketch, least)) {
            (isFrame(piece) ? frames : others).add(piece);
        }
        if (!frames.isEmpty() && others.stream().anyMatch(piece -> isDigit(piece) && !touchesEdge(piece))) {
            boolean[] gone = new boolean[sketch.rows() * sketch.columns()];
            frames.forEach(piece -> piece.places().forEach(place -> gone[place] = true));
            return Pooling.without(ink, sketch, grown(gone, others));
        }
        return withoutLines();
    }

    private boolean isFrame(Piece piece) {
        if (piece.rows() < LONG * sketch.rows() && piece.columns() < LONG * sketch.columns()) {
            return false;
        }
        long inBand = piece.places().stream().filter(this::isInBand).count();
        return inBand >= NEARLY_ALL * piece.places().size();
    }

    private boolean isInBand(int place) {
        int row = place / sketch.columns();
        int column = place % sketch.columns();
        double rows = BAND * sketch.rows();
        double columns = BAND * sketch.columns();
        return Math.min(row, sketch.rows() - 1 - row) < rows
                || Math.min(column, sketch.columns() - 1 - column) < columns;
    }

    private boolean isDigit(Piece piece) {
        return piece.rows() >= DIGIT * sketch.rows() || piece.columns() >= DIGIT * sketch.columns();
    }

    private boolean touchesEdge(Piece piece) {
        return piece.top() == 0
                || piece.left() == 0
                || piece.bottom() == sketch.rows() - 1
                || piece.right() == sketch.columns() - 1;
    }

    /** Returns the places and their neighbors, which have the soft edge of the frame, but for those of other pieces. */
    private boolean[] grown(boolean[] places, List<Piece> others) {
        boolean[] grown = new boolean[places.length];
        for (int place = 0; place < places.length; place++) {
            for (int near = -1; near <= 1 && places[place]; near++) {
                for (int row = -1; row <= 1; row++) {
                    int r = Math.max(0, Math.min(sketch.rows() - 1, place / sketch.columns() + row));
                    int c = Math.max(0, Math.min(sketch.columns() - 1, place % sketch.columns() + near));
                    grown[r * sketch.columns() + c] = true;
                }
            }
        }
        others.forEach(piece -> piece.places().forEach(place -> grown[place] = false));
        return grown;
    }

    /** Returns the ink within straight lines on all four sides, or all of it where a side has none or nothing is within. */
    private GrayImage withoutLines() {
        int bottom = sketch.rows()
                - inkedLines(sketch.rows(), sketch.columns(), (line, i) -> sketch.pixel(sketch.rows() - 1 - line, i));
        int right = sketch.columns()
                - inkedLines(
                        sketch.columns(), sketch.rows(), (line, i) -> sketch.pixel(i, sketch.columns() - 1 - line));
        int top = inkedLines(sketch.rows(), sketch.columns(), sketch::pixel);
        int left = inkedLines(sketch.columns(), sketch.rows(), (line, i) -> sketch.pixel(i, line));
        boolean framed = top > 0 && left > 0 && bottom < sketch.rows() && right < sketch.columns();
        if (!framed) {
            return ink;
        }
        boolean[] gone = new boolean[sketch.rows() * sketch.columns()];
        byte[] inner = sketch.pixels();
        for (int place = 0; place < gone.length; place++) {
            int row = place / sketch.columns();
            int column = place % sketch.columns();
            gone[place] = row < top || row >= bottom || column < left || column >= right;
            inner[place] = gone[place] ? 0 : inner[place];
        }
        boolean hasDigit = InkPieces.of(GrayImage.owning(sketch.rows(), sketch.columns(), inner), least).stream()
                .anyMatch(this::isDigit);
        return hasDigit ? Pooling.without(ink, sketch, gone) : ink;
    }

    /** The shade at a place in a line along an edge. */
    @FunctionalInterface
    private interface Lines {
        int shade(int line, int i);
    }

    /** Returns how many lines from an edge reach to behind the last one that is mostly ink. */
    private int inkedLines(int lines, int length, Lines shades) {
        int behind = 0;
        for (int line = 0; line < Math.max(1, BAND * lines); line++) {
            int inked = 0;
            for (int i = 0; i < length; i++) {
                inked += shades.shade(line, i) >= least ? 1 : 0;
            }
            behind = inked >= LINE * length ? line + 1 : behind;
        }
        return behind;
    }
}
