package io.glyphstream.model.perceptron;

/** Images ready to learn from, in room that is used again and again. */
final class Batch {

    final Signals input;
    final int[] labels;
    private MicroBatch microBatch = new MicroBatch(0, 0, 0, 0, 0, 0);

    Batch(int capacity, int width) {
        this.input = Signals.forTraining(capacity, width);
        this.labels = new int[capacity];
    }

    MicroBatch microBatch() {
        return microBatch;
    }

    /** Says which images are in it from now on. */
    void become(MicroBatch next) {
        microBatch = next;
    }
}
