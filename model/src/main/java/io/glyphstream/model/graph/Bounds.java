package io.glyphstream.model.graph;

import java.util.List;

/*
 * What a design costs is known before anything is allocated: a design that exists is within all bounds. They are far above
 * the networks that classify small images, and low enough that a snapshot of a few bytes cannot take a processor's memory
 * or its time.
 */
/** What a design may cost at most. */
final class Bounds {

    /** The most nodes. */
    static final int MAXIMAL_NODES = 1024;

    /** The most values that come to one node. */
    static final int MAXIMAL_INPUTS = 128;

    /** The most filters or outputs of a node. */
    static final int MAXIMAL_WIDTH = 65_536;

    /** The longest side of a window, its longest stride, its most padding at one edge. */
    static final int MAXIMAL_WINDOW = 256;

    /** The most numbers that all nodes return for one image, with the padding of what comes to them: 256 MB. */
    static final long MAXIMAL_VALUES = 1L << 26;

    /** The most values that one sum is made of. */
    static final long MAXIMAL_INPUTS_OF_SUM = 1L << 22;

    /** The most weights of all nodes. */
    static final long MAXIMAL_WEIGHTS = 1L << 28;

    /** The most steps for one image, most of them multiplications: some seconds. */
    static final long MAXIMAL_STEPS = 1L << 36;

    private Bounds() {}

    static void requireWithin(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be within [" + least + ", " + most + "] but was " + value);
        }
    }

    static void requireAtMost(String name, long value, long most) {
        if (value > most) {
            throw new IllegalArgumentException(name + " must be at most " + most + " but were " + value);
        }
    }

    /**
     * Returns the shape of the only value that comes to a node.
     *
     * @throws IllegalArgumentException if there are none or more
     */
    static Shape single(List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("one value must come to it but there were " + inputs.size());
        }
        return inputs.get(0);
    }

    /**
     * Returns the shape of both values that come to a node.
     *
     * @throws IllegalArgumentException if they are not two, or of different shapes
     */
    static Shape pair(List<Shape> inputs) {
        if (inputs.size() != 2 || !inputs.get(0).equals(inputs.get(1))) {
            throw new IllegalArgumentException("two values of one shape must come to it but there were " + inputs);
        }
        return inputs.get(0);
    }
}
