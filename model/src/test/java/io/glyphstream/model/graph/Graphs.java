package io.glyphstream.model.graph;

import io.glyphstream.model.InputShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Networks for tests, drawn from a seed. */
final class Graphs {

    private static final Window ONE = new Window(Span.of(1), Span.of(1));

    private Graphs() {}

    /** Returns random numbers around zero, with some zeros of both signs among them. */
    static float[] random(int count, long seed) {
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(20) == 0 ? (random.nextBoolean() ? 0f : -0f) : (float) random.nextGaussian();
        }
        return values;
    }

    static Weights weights(Operation operation, List<Shape> inputs, long seed) {
        return new Weights(
                random((int) operation.weightsOf(inputs), seed), random((int) operation.biasesOf(inputs), seed + 1));
    }

    static GraphNetwork network(GraphDesign design, long seed) {
        var shapes = design.shapes();
        var weights = new ArrayList<Weights>();
        for (Node node : design.nodes()) {
            weights.add(weights(node.operation(), GraphDesign.inputShapes(node, shapes), seed + 2L * weights.size()));
        }
        return new GraphNetwork(design, weights);
    }

    /** Returns a design with branches, and with each operation somewhere. */
    static GraphDesign branched(InputShape input) {
        var strided = new Window(new Span(3, 2, 1, 1, 0), new Span(3, 2, 1, 0, 1));
        var dilated = new Window(new Span(3, 1, 2, 2, 2), new Span(3, 1, 2, 2, 2));
        var nodes = new ArrayList<Node>();
        nodes.add(Node.of(new Convolution(8, 1, Window.same(3)), 0));
        nodes.add(Node.of(new Scale(Scale.Extent.CHANNEL), 1));
        nodes.add(Node.of(new Activation.Rectifier(), 2));
        nodes.add(Node.of(new Convolution(8, 8, Window.same(3)), 3));
        nodes.add(Node.of(new Activation.Clip(0, 6), 4));
        nodes.add(Node.of(new Add(), 5, 3, 4));
        nodes.add(Node.of(new Convolution(4, 2, dilated), 6));
        nodes.add(Node.of(new Activation.LeakyRectifier(0.1f), 7));
        nodes.add(Node.of(new MaximumPooling(new Window(new Span(3, 1, 1, 1, 1), new Span(3, 1, 1, 1, 1))), 6));
        nodes.add(Node.of(new Concatenate(Axis.CHANNELS), 8, 9));
        nodes.add(Node.of(new Convolution(6, 1, strided), 10));
        nodes.add(Node.of(new Activation.HyperbolicTangent(), 11));
        nodes.add(Node.of(new AveragePooling(Window.tiles(2), AveragePooling.Divisor.INSIDE), 12));
        nodes.add(Node.of(new GlobalPooling(GlobalPooling.Choice.MEAN), 12));
        nodes.add(Node.of(new GlobalPooling(GlobalPooling.Choice.LARGEST), 12));
        nodes.add(Node.of(Permute.channelsFirst(), 13));
        nodes.add(Node.of(new Flatten(), 16));
        nodes.add(Node.of(new Scale(Scale.Extent.VALUE), 17));
        nodes.add(Node.of(new Concatenate(Axis.CHANNELS), 14, 18, 15));
        nodes.add(Node.of(new Dense(12), 19));
        nodes.add(Node.of(new Activation.Sigmoid(), 20));
        nodes.add(Node.of(new Reshape(new Shape(2, 2, 3)), 21));
        nodes.add(Node.of(new Convolution(5, 1, ONE), 22));
        nodes.add(Node.of(new Reshape(Shape.flat(20)), 23));
        nodes.add(Node.of(new Dense(4), 24));
        nodes.add(Node.of(new Softmax(), 25));
        nodes.add(Node.of(new LogSoftmax(), 25));
        nodes.add(Node.of(new Multiply(), 26, 27));
        nodes.add(Node.of(new Expand(new Shape(2, 3, 4)), 28));
        nodes.add(Node.of(new GlobalPooling(GlobalPooling.Choice.MEAN), 29));
        nodes.add(Node.of(new Divide(), 30, 26));
        return new GraphDesign(input, InputScale.of(input.channels(), 1 / 255f, -0.5f), nodes);
    }

    static GraphNetwork small(long seed) {
        return network(branched(InputShape.gray(9, 8)), seed);
    }
}
