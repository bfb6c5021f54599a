package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.pictures.InkPieces.Piece;
import java.util.List;

/** Takes the grain of paper or film out of ink: pieces that are far smaller than the largest. */
final class Specks {

    /** The most rows or columns of the sketch on which pieces are found. */
    private static final int SKETCH = 140;

    /** Ink below this part of the strongest does not count. */
    private static final double FAINT = 0.15;

    /** The most of the largest piece's area that a speck has. */
    private static final double SMALL = 0.02;

    private Specks() {}

    static GrayImage removed(GrayImage ink) {
        GrayImage sketch = Pooling.sketch(ink, SKETCH);
        List<Piece> pieces = InkPieces.of(sketch, Math.max(1, (int) (FAINT * ink.strongest())));
        int largest =
                pieces.stream().mapToInt(piece -> piece.places().size()).max().orElse(0);
        boolean[] gone = new boolean[sketch.rows() * sketch.columns()];
        pieces.stream()
                .filter(piece -> piece.places().size() < SMALL * largest)
                .forEach(piece -> piece.places().forEach(place -> gone[place] = true));
        return Pooling.without(ink, sketch, gone);
    }
}
