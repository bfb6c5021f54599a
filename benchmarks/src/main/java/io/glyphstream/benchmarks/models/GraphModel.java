package io.glyphstream.benchmarks.models;

import io.glyphstream.model.InputShape;
import io.glyphstream.model.graph.Activation;
import io.glyphstream.model.graph.Convolution;
import io.glyphstream.model.graph.Dense;
import io.glyphstream.model.graph.Flatten;
import io.glyphstream.model.graph.GraphDesign;
import io.glyphstream.model.graph.GraphNetwork;
import io.glyphstream.model.graph.InputScale;
import io.glyphstream.model.graph.MaximumPooling;
import io.glyphstream.model.graph.Node;
import io.glyphstream.model.graph.Operation;
import io.glyphstream.model.graph.Permute;
import io.glyphstream.model.graph.Shape;
import io.glyphstream.model.graph.Span;
import io.glyphstream.model.graph.Weights;
import io.glyphstream.model.graph.Window;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A network with branches whose weights are drawn from a seed, which both sides of a comparison get. */
final class GraphModel {

    private static final InputShape DIGITS = InputShape.gray(28, 28);

    private final GraphDesign design;
    private final List<float[]> weights = new ArrayList<>();
    private final List<float[]> biases = new ArrayList<>();

    GraphModel(GraphDesign design, long seed) {
        this.design = design;
        var random = new SplittableRandom(seed);
        for (Node node : design.nodes()) {
            var inputs = inputs(node);
            long count = node.operation().weightsOf(inputs);
            double scale = Math.sqrt(3.0 / Math.max(1, node.operation().inputsOfValue(inputs)));
            weights.add(random(count, scale, random));
            biases.add(random(node.operation().biasesOf(inputs), 0.1, random));
        }
    }

    private static float[] random(long count, double scale, SplittableRandom random) {
        var values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * random.nextDouble(-1, 1));
        }
        return values;
    }

    /** Returns a network of the size of LeNet-5. */
    static GraphModel lenet(long seed) {
        var valid = new Window(Span.of(5), Span.of(5));
        return chain(
                seed,
                new Convolution(6, 1, Window.same(5)),
                new Activation.Rectifier(),
                new MaximumPooling(Window.tiles(2)),
                new Convolution(16, 1, valid),
                new Activation.Rectifier(),
                new MaximumPooling(Window.tiles(2)),
                Permute.channelsFirst(),
                new Flatten(),
                new Dense(120),
                new Activation.Rectifier(),
                new Dense(84),
                new Activation.Rectifier(),
                new Dense(10));
    }

    /** Returns a network of the size of that for MNIST in the ONNX model zoo. */
    static GraphModel zoo(long seed) {
        return chain(
                seed,
                new Convolution(8, 1, Window.same(5)),
                new Activation.Rectifier(),
                new MaximumPooling(Window.tiles(2)),
                new Convolution(16, 1, Window.same(5)),
                new Activation.Rectifier(),
                new MaximumPooling(Window.tiles(3)),
                Permute.channelsFirst(),
                new Flatten(),
                new Dense(10));
    }

    private static GraphModel chain(long seed, Operation... operations) {
        var nodes = new ArrayList<Node>();
        for (Operation operation : operations) {
            nodes.add(Node.of(operation, nodes.size()));
        }
        return new GraphModel(new GraphDesign(DIGITS, InputScale.of(1, 1 / 255f, 0), nodes), seed);
    }

    GraphDesign design() {
        return design;
    }

    GraphNetwork network() {
        var all = new ArrayList<Weights>();
        for (int i = 0; i < weights.size(); i++) {
            all.add(new Weights(weights.get(i), biases.get(i)));
        }
        return new GraphNetwork(design, all);
    }

    float[] weights(int node) {
        return weights.get(node);
    }

    float[] biases(int node) {
        return biases.get(node);
    }

    /** Returns the shapes of what comes to a node. */
    List<Shape> inputs(Node node) {
        var shapes = design.shapes();
        return node.inputs().stream().map(shapes::get).toList();
    }

    /** Returns pixels as ONNX models take them: (images x channels x rows x columns), scaled. */
    FloatBuffer channelsFirst(byte[] pixels) {
        int channels = design.input().channels();
        int places = design.input().rows() * design.input().columns();
        FloatBuffer values = OnnxScoring.room(pixels.length);
        for (int image = 0; image < pixels.length; image += places * channels) {
            for (int channel = 0; channel < channels; channel++) {
                float multiplier = design.scale().multipliers().get(channel);
                float addend = design.scale().addends().get(channel);
                for (int place = 0; place < places; place++) {
                    int pixel = pixels[image + place * channels + channel] & 0xff;
                    values.put(Math.fma((float) pixel, multiplier, addend));
                }
            }
        }
        return values.rewind();
    }
}
