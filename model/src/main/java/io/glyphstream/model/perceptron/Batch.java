package io.glyphstream.model.perceptron;

/** Images ready to learn from, in room that is used again and again. */
final class Batch {

    final Signals input;
    final int[] labels;
    private Piece piece = new Piece(0, 0, 0, 0, 0, 0);

    Batch(int capacity, int width) {
        this.input = Signals.forTraining(capacity, width);
        this.labels = new int[capacity];
    }

    Piece piece() {
        return piece;
    }

    /** Says which images are in it from now on. */
    void become(Piece next) {
        piece = next;
    }
}
