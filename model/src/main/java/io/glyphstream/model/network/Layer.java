package io.glyphstream.model.network;

/** One step on the way from an image to its scores, without its weights. */
public sealed interface Layer permits Convolution, MaximumPooling, Rectifier, Flatten, Dense {

    /**
     * Returns the shape that the layer makes of a shape.
     *
     * @throws IllegalArgumentException if it takes no such shape
     */
    Shape outputOf(Shape input);

    /** Returns the number of values that each of its sums is made of; 0 for a layer without weights. */
    default long inputsOfSum(Shape input) {
        return 0;
    }

    /** Returns whether a share of what comes to it may be left out at random while it learns. */
    default boolean mayMissInputs() {
        return false;
    }

    /** Returns what the visitor says of this kind of layer. */
    <T> T accept(Visitor<T> visitor);

    /** Something that differs from one kind of layer to another. */
    interface Visitor<T> {

        T convolution(Convolution convolution);

        T pooling(MaximumPooling pooling);

        T rectifier(Rectifier rectifier);

        T flatten(Flatten flatten);

        T dense(Dense dense);
    }
}
