package io.glyphstream.model.perceptron;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.Workers;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.ModelKind;
import io.glyphstream.model.Scores;
import io.glyphstream.model.neural.Activations;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.Portions;
import io.glyphstream.model.neural.Signals;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** A multi-layer perceptron: hidden layers with rectified sums, and an output layer of probabilities or plain sums. */
public final class Perceptron implements Classifier {

    /** This kind of model. */
    public static final ModelKind<Perceptron> KIND =
            new ModelKind<>("perceptron", 1, Perceptron.class, PerceptronBody::write, PerceptronBody::read);

    private static final int FEW_OUTPUTS = 16;

    private final InputShape shape;
    private final InputScaling scaling;
    private final OutputLayer output;
    private final List<DenseLayer> layers;
    private final float[] inputs;
    private final int portion;
    /** Each thread's own room for what flows between the layers, so that scoring allocates nothing but its answer. */
    private final ThreadLocal<List<Signals>> signals = ThreadLocal.withInitial(this::newSignals);

    /**
     * Returns the perceptron for gray images with these layers, from the input to the output. Weights are rounded to floats.
     *
     * @throws IllegalArgumentException if the layers do not fit each other and the images, or a weight is not finite
     */
    public Perceptron(int rows, int columns, InputScaling scaling, OutputLayer output, List<Layer> layers) {
        this(rows, columns, scaling, layers.stream().map(DenseLayer::of).toList(), output);
    }

    /** Takes the layers of a network for gray images as they are: the caller must not change them afterwards. */
    Perceptron(int rows, int columns, InputScaling scaling, List<DenseLayer> layers, OutputLayer output) {
        this(InputShape.gray(rows, columns), scaling, layers, output);
    }

    /** Takes the layers as they are: the caller must not change them afterwards. */
    Perceptron(InputShape shape, InputScaling scaling, List<DenseLayer> layers, OutputLayer output) {
        this.shape = shape;
        if (layers.isEmpty() || layers.size() > NetworkSettings.MAXIMAL_LAYERS) {
            throw new IllegalArgumentException(
                    "layers must be within [1, " + NetworkSettings.MAXIMAL_LAYERS + "] but were " + layers.size());
        }
        int width = shape.values();
        for (DenseLayer layer : layers) {
            if (layer.inputs != width) {
                throw new IllegalArgumentException(
                        "a layer must have " + width + " inputs, as many as come to it, but had " + layer.inputs);
            }
            width = layer.outputs;
        }
        if (width > Examples.MAXIMAL_CLASSES) {
            throw new IllegalArgumentException(
                    "classes must be within [1, " + Examples.MAXIMAL_CLASSES + "] but were " + width);
        }
        this.scaling = scaling;
        this.output = output;
        this.layers = List.copyOf(layers);
        this.inputs = scaling.table();
        this.portion = Portions.size(widest(layers));
    }

    @Override
    public ModelKind<Perceptron> kind() {
        return KIND;
    }

    @Override
    public InputShape input() {
        return shape;
    }

    @Override
    public int classes() {
        return layers.get(layers.size() - 1).outputs;
    }

    /** Returns what the last layer returns. */
    public OutputLayer output() {
        return output;
    }

    /** Returns how pixels become inputs. */
    public InputScaling scaling() {
        return scaling;
    }

    /** Returns copies of the layers, from the input to the output. */
    public List<Layer> layers() {
        return layers.stream().map(DenseLayer::toLayer).toList();
    }

    List<DenseLayer> denseLayers() {
        return layers;
    }

    @Override
    public Scores score(byte[] pixels, int images) {
        return score(pixels, images, Kernel.fastest());
    }

    Scores score(byte[] pixels, int images, Kernel kernel) {
        int area = shape.values();
        if (images < 0 || pixels.length != (long) images * area) {
            throw new IllegalArgumentException(images + " images of " + shape + " need " + (long) images * area
                    + " pixels but there were " + pixels.length);
        }
        var outputs = new float[images * classes()];
        List<Signals> flow = signals.get();
        for (int first = 0; first < images; first += portion) {
            int count = Math.min(portion, images - first);
            Signals input = flow.get(0);
            for (int i = 0; i < count; i++) {
                input.put(i, pixels, (first + i) * area, inputs);
            }
            if (!input.isSparse(count)) {
                input.expand(count);
            }
            forward(flow, count, kernel);
            finish(flow.get(layers.size()), count, outputs, first * classes());
        }
        return new Scores(classes(), outputs);
    }

    private void forward(List<Signals> flow, int count, Kernel kernel) {
        for (int i = 0; i < layers.size(); i++) {
            DenseLayer layer = layers.get(i);
            Signals out = flow.get(i + 1);
            layer.sums(flow.get(i), count, out.values, kernel, Workers.alone());
            if (i == layers.size() - 1) {
                return;
            }
            Activations.rectify(out.values, 0, count * out.stride);
            // To list what is not zero takes longer than to multiply all of it by a few columns.
            out.listed = count < Signals.FEW || layers.get(i + 1).outputs > FEW_OUTPUTS;
            for (int row = 0; out.listed && row < count; row++) {
                out.sparse.gather(row, out.values, row * out.stride);
            }
        }
    }

    private void finish(Signals sums, int count, float[] outputs, int at) {
        for (int row = 0; row < count; row++) {
            int outAt = at + row * classes();
            System.arraycopy(sums.values, row * sums.stride, outputs, outAt, classes());
            Activations.finish(output, outputs, outAt, classes());
        }
    }

    private List<Signals> newSignals() {
        var flow = new ArrayList<Signals>();
        flow.add(new Signals(portion, shape.values()));
        layers.forEach(layer -> flow.add(new Signals(portion, layer.outputs)));
        return flow;
    }

    private static int widest(List<DenseLayer> layers) {
        int widest = 1;
        for (DenseLayer layer : layers) {
            widest = Math.max(widest, Math.max(layer.inputs, layer.outputs));
        }
        return widest;
    }

    /**
     * One layer's parameters.
     *
     * @param weights (inputs x outputs)
     * @param biases one for each output
     */
    public record Layer(RealMatrix weights, RealVector biases) {

        public Layer {
            if (weights.getColumnDimension() != biases.getDimension()) {
                throw new IllegalArgumentException("a layer must have one bias for each of its "
                        + weights.getColumnDimension() + " outputs but had " + biases.getDimension());
            }
        }
    }
}
