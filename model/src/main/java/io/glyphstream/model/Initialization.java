package io.glyphstream.model;

/** What a network's weights are before training; biases start at zero. */
public enum Initialization {
    /**
     * Normal with standard deviation sqrt(2 / inputs of the layer).
     *
     * <p>K. He, X. Zhang, S. Ren, J. Sun: Delving deep into rectifiers, 2015.
     */
    HE,
    /** Normal with standard deviation 0.1; what lies beyond two standard deviations is drawn again. */
    TRUNCATED_NORMAL
}
