package io.glyphstream.model.neural;

/** Images ready to learn from, in room that is used again and again. */
public final class Batch {

    public final Signals input;
    public final int[] labels;
    private MicroBatch microBatch = new MicroBatch(0, 0, 0, 0, 0, 0);

    Batch(int capacity, int width) {
        this.input = Signals.forTraining(capacity, width);
        this.labels = new int[capacity];
    }

    /** Returns which images are in it. */
    public MicroBatch microBatch() {
        return microBatch;
    }

    /** Says which images are in it from now on. */
    void become(MicroBatch next) {
        microBatch = next;
    }
}
