package io.glyphstream.model.graph;

import java.util.List;

/** What a node does with the values that come to it, without its weights. */
public sealed interface Operation
        permits Convolution,
                Dense,
                Scale,
                Activation,
                MaximumPooling,
                AveragePooling,
                GlobalPooling,
                Reshape,
                Flatten,
                Permute,
                Concatenate,
                Add,
                Multiply,
                Divide,
                Expand,
                Softmax,
                LogSoftmax {

    /**
     * Returns the shape that it makes of shapes.
     *
     * @throws IllegalArgumentException if it takes no such shapes, or not so many
     */
    Shape outputOf(List<Shape> inputs);

    /**
     * Returns how many weights it has; the biases are counted apart.
     *
     * @param inputs shapes that it takes
     */
    default long weightsOf(List<Shape> inputs) {
        return 0;
    }

    /** Returns how many biases it has, which is 0 where it has no weights. */
    default long biasesOf(List<Shape> inputs) {
        return 0;
    }

    /** Returns how many values each value of the output is made of. */
    default long inputsOfValue(List<Shape> inputs) {
        return inputs.size();
    }

    /**
     * Returns how many runs of outputs there are whose sums share their inputs; 0 if its weights are no (outputs x inputs of a
     * sum).
     */
    default int groupsOf(List<Shape> inputs) {
        return 0;
    }

    /** Returns how many values it needs room for besides its output, for one image. */
    default long roomOf(List<Shape> inputs) {
        return 0;
    }

    /** Returns where it may write its output. */
    default Placement placement() {
        return Placement.APART;
    }

    /** Returns what the visitor says of this operation. */
    <T> T accept(Visitor<T> visitor);

    /** Where an operation may write its output. */
    enum Placement {
        /** Apart from all that comes to it. */
        APART,
        /** Over the first or the second value that comes to it, if nobody reads that later. */
        OVER_INPUT,
        /** Nowhere: the output is what came to it, in the same order. */
        IS_INPUT
    }

    /** Something that differs from one operation to another. */
    interface Visitor<T> {

        T convolution(Convolution convolution);

        T dense(Dense dense);

        T scale(Scale scale);

        T activation(Activation activation);

        T maximumPooling(MaximumPooling pooling);

        T averagePooling(AveragePooling pooling);

        T globalPooling(GlobalPooling pooling);

        T reshape(Reshape reshape);

        T flatten(Flatten flatten);

        T permute(Permute permute);

        T concatenate(Concatenate concatenate);

        T add(Add add);

        T multiply(Multiply multiply);

        T divide(Divide divide);

        T expand(Expand expand);

        T softmax(Softmax softmax);

        T logSoftmax(LogSoftmax softmax);
    }
}
