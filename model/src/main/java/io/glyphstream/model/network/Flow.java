package io.glyphstream.model.network;

/**
 * One layer at work on some images, in room of its own. One thread's.
 *
 * <p>What flows is (images x rows x columns x channels), row-major.
 */
sealed interface Flow permits ConvolvingFlow, DroppingFlow, PoolingFlow, RectifierFlow, FlattenFlow {

    /** Returns what the layer makes of its input. It may write it over the input, which nobody needs any more then. */
    float[] forward(float[] input, int images);

    /**
     * Returns the derivative of the loss by each input, after {@link #forward} with the same images. It may write it over
     * the slopes.
     *
     * @param slopes the derivative by each output
     */
    float[] back(float[] input, float[] slopes, int images);

    /** Goes on with some of the images alone: what the way back needs of them moves to the front of the room of this layer. */
    default void keep(ChosenRows rows) {}

    /** Writes the derivative of the loss by each of the layer's weights; a layer without any writes nothing. */
    default void gradient(float[] input, float[] slopes, int images, Weights gradient) {}
}
