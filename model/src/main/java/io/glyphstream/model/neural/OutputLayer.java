package io.glyphstream.model.neural;

/** What a network's last layer returns, and the loss that it is trained by. */
public enum OutputLayer {
    /** Probabilities by softmax; trained by cross-entropy, averaged over the examples. */
    SOFTMAX(0),
    /** The layer's sums as they are; trained by the squared error from the one-hot target, averaged over all outputs. */
    LINEAR(1);

    /** What snapshots hold for it; it never changes. */
    public final int code;

    OutputLayer(int code) {
        this.code = code;
    }
}
