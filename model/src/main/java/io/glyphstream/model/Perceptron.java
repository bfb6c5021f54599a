package io.glyphstream.model;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** A multi-layer perceptron: hidden layers with rectified sums, and an output layer of probabilities or plain sums. */
public final class Perceptron implements Classifier {

    private final int rows;
    private final int columns;
    private final OutputLayer output;
    private final InputScaling scaling;
    private final List<Layer> layers;

    /**
     * Returns the perceptron with these layers, from the input to the output.
     *
     * @throws IllegalArgumentException if the layers do not fit each other and the images
     */
    public Perceptron(int rows, int columns, InputScaling scaling, OutputLayer output, List<Layer> layers) {
        this.rows = rows;
        this.columns = columns;
        this.output = output;
        this.scaling = scaling;
        this.layers = new ArrayList<>(layers);
    }

    @Override
    public String kind() {
        return "perceptron";
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int classes() {
        return layers.get(layers.size() - 1).biases().getDimension();
    }

    /** Returns what the last layer returns. */
    public OutputLayer output() {
        return output;
    }

    /** Returns how pixels become inputs. */
    public InputScaling scaling() {
        return scaling;
    }

    /** Returns the layers from the input to the output. */
    public List<Layer> layers() {
        return List.copyOf(layers);
    }

    @Override
    public Scores score(byte[] pixels, int images) {
        throw new UnsupportedOperationException("not there yet");
    }

    /**
     * One layer's parameters.
     *
     * @param weights (inputs x outputs)
     * @param biases one for each output
     */
    public record Layer(RealMatrix weights, RealVector biases) {}
}
