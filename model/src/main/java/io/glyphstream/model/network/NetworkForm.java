package io.glyphstream.model.network;

import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import java.util.ArrayList;
import java.util.List;

/*
 * What a form costs is known before anything is allocated: a form that exists is within all bounds. They are far above
 * any sensible network, and low enough that a snapshot of a few bytes cannot take a processor's memory or its time.
 */
/**
 * A chain of layers that fit each other, from the pixels to one value for each class.
 *
 * @param input the shape of an image
 * @param output what becomes of the last layer's values
 */
public record NetworkForm(Shape input, InputScaling scaling, List<Layer> layers, OutputLayer output) {

    /** The most layers. */
    public static final int MAXIMAL_LAYERS = 64;

    /** The most filters or outputs of a layer. */
    public static final int MAXIMAL_WIDTH = 65_536;

    /** The most rows or columns of a window, and the longest stride. */
    public static final int MAXIMAL_WINDOW = 256;

    /** The most values that come to all layers and leave the last, for one image: 128 MB. */
    static final long MAXIMAL_VALUES = 1L << 25;

    /** The most values that one sum is made of. */
    static final long MAXIMAL_INPUTS_OF_SUM = 1L << 22;

    /** The most weights of a layer, so that an array can hold them. */
    static final long MAXIMAL_WEIGHTS = 1L << 28;

    /** The most multiplications for one image: some seconds. */
    static final long MAXIMAL_MULTIPLICATIONS = 1L << 36;

    public NetworkForm {
        layers = List.copyOf(layers);
        requireWithin("layers", layers.size(), 1, MAXIMAL_LAYERS);
        Shape shape = input;
        long values = input.size();
        long multiplications = 0;
        for (Layer layer : layers) {
            long inputs = layer.inputsOfSum(shape);
            requireAtMost("the values that a sum is made of", inputs, MAXIMAL_INPUTS_OF_SUM);
            Shape next = layer.outputOf(shape);
            values += next.size();
            requireAtMost("the values of all layers", values, MAXIMAL_VALUES);
            requireAtMost("the weights of a layer", inputs * next.channels(), MAXIMAL_WEIGHTS);
            multiplications += inputs * next.size();
            requireAtMost("the multiplications for an image", multiplications, MAXIMAL_MULTIPLICATIONS);
            shape = next;
        }
        if (shape.places() != 1 || shape.channels() > Examples.MAXIMAL_CLASSES) {
            throw new IllegalArgumentException("the last layer must return one value for each class, within [1, "
                    + Examples.MAXIMAL_CLASSES + "], but returned " + shape);
        }
    }

    /** Returns the number of classes. */
    public int classes() {
        List<Shape> shapes = shapes();
        return shapes.get(shapes.size() - 1).channels();
    }

    /** Returns the shape that comes to each layer and, last, what the last one returns. */
    List<Shape> shapes() {
        var shapes = new ArrayList<Shape>();
        shapes.add(input);
        for (Layer layer : layers) {
            shapes.add(layer.outputOf(shapes.get(shapes.size() - 1)));
        }
        return shapes;
    }

    /** Returns weights of zero for each layer, none for a layer without sums. */
    List<Weights> zeros() {
        var zeros = new ArrayList<Weights>();
        List<Shape> shapes = shapes();
        for (int i = 0; i < layers.size(); i++) {
            int inputs = Math.toIntExact(layers.get(i).inputsOfSum(shapes.get(i)));
            zeros.add(new Weights(inputs == 0 ? 0 : shapes.get(i + 1).channels(), inputs));
        }
        return zeros;
    }

    /** Returns the number of weights and biases of all layers. */
    long parameters() {
        long parameters = 0;
        List<Shape> shapes = shapes();
        for (int i = 0; i < layers.size(); i++) {
            long inputs = layers.get(i).inputsOfSum(shapes.get(i));
            parameters += inputs == 0 ? 0 : (inputs + 1) * shapes.get(i + 1).channels();
        }
        return parameters;
    }

    /** Returns the number of multiplications for one image. */
    public long multiplications() {
        long multiplications = 0;
        List<Shape> shapes = shapes();
        for (int i = 0; i < layers.size(); i++) {
            multiplications +=
                    layers.get(i).inputsOfSum(shapes.get(i)) * shapes.get(i + 1).size();
        }
        return multiplications;
    }

    /**
     * Checks that so many networks of this form ask together for no more than one may.
     *
     * @throws IllegalArgumentException if they do
     */
    void requireWithinBounds(int networks) {
        long values = shapes().stream().mapToLong(Shape::size).sum();
        requireAtMost("the values of all layers", networks * values, MAXIMAL_VALUES);
        requireAtMost("the multiplications for an image", networks * multiplications(), MAXIMAL_MULTIPLICATIONS);
    }

    private static void requireAtMost(String name, long value, long most) {
        if (value > most) {
            throw new IllegalArgumentException(name + " must be at most " + most + " but were " + value);
        }
    }

    static void requireWithin(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be within [" + least + ", " + most + "] but was " + value);
        }
    }
}
