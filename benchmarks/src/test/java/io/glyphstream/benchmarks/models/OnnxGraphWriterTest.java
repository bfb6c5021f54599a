package io.glyphstream.benchmarks.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.benchmarks.measuring.Batches;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.graph.Activation;
import io.glyphstream.model.graph.Add;
import io.glyphstream.model.graph.AveragePooling;
import io.glyphstream.model.graph.Axis;
import io.glyphstream.model.graph.Concatenate;
import io.glyphstream.model.graph.Convolution;
import io.glyphstream.model.graph.Dense;
import io.glyphstream.model.graph.Flatten;
import io.glyphstream.model.graph.GlobalPooling;
import io.glyphstream.model.graph.GraphDesign;
import io.glyphstream.model.graph.InputScale;
import io.glyphstream.model.graph.MaximumPooling;
import io.glyphstream.model.graph.Node;
import io.glyphstream.model.graph.Operation;
import io.glyphstream.model.graph.Permute;
import io.glyphstream.model.graph.Reshape;
import io.glyphstream.model.graph.Scale;
import io.glyphstream.model.graph.Shape;
import io.glyphstream.model.graph.Softmax;
import io.glyphstream.model.graph.Span;
import io.glyphstream.model.graph.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime, written by others, is the oracle of each operation. */
final class OnnxGraphWriterTest {

    private static final int IMAGES = 5;

    private static final Window UNEVEN = new Window(new Span(3, 2, 1, 1, 0), new Span(2, 1, 1, 0, 1));

    static Stream<Arguments> operations() {
        return Stream.of(
                        new Convolution(6, 1, Window.same(5)),
                        new Convolution(6, 1, UNEVEN),
                        new Convolution(6, 1, new Window(new Span(3, 1, 2, 2, 1), new Span(2, 2, 3, 0, 3))),
                        new Convolution(6, 3, UNEVEN),
                        new Convolution(3, 3, UNEVEN),
                        new Convolution(6, 3, new Window(Span.of(1), Span.of(1))),
                        new Scale(Scale.Extent.CHANNEL),
                        new Scale(Scale.Extent.VALUE),
                        new Activation.Rectifier(),
                        new Activation.LeakyRectifier(0.2f),
                        new Activation.Sigmoid(),
                        new Activation.HyperbolicTangent(),
                        new Activation.Clip(-0.3f, 0.2f),
                        new MaximumPooling(UNEVEN),
                        new MaximumPooling(new Window(new Span(2, 1, 2, 1, 0), new Span(2, 2, 3, 1, 1))),
                        new AveragePooling(UNEVEN, AveragePooling.Divisor.INSIDE),
                        new AveragePooling(UNEVEN, AveragePooling.Divisor.WINDOW),
                        new GlobalPooling(GlobalPooling.Choice.LARGEST),
                        new GlobalPooling(GlobalPooling.Choice.MEAN),
                        new Reshape(new Shape(3, 9, 7)),
                        Permute.channelsFirst(),
                        Permute.channelsLast(),
                        new Softmax())
                .map(operation -> Arguments.of(operation.toString(), around(operation)));
    }

    /** Returns an operation between an image in color and classes, which depend on all that it returns. */
    private static GraphDesign around(Operation operation) {
        var input = new InputShape(9, 7, InputShape.COLOR);
        var nodes = new ArrayList<Node>();
        nodes.add(Node.of(operation, 0));
        if (!operation.outputOf(List.of(Shape.of(input))).isFlat()) {
            nodes.add(Node.of(new Flatten(), 1));
        }
        nodes.add(Node.of(new Dense(4), nodes.size()));
        return new GraphDesign(
                input, new InputScale(List.of(1 / 255f, 2 / 255f, 1 / 64f), List.of(0f, -1f, -2f)), nodes);
    }

    static Stream<Arguments> networks() {
        var branches = new ArrayList<Node>();
        branches.add(Node.of(new Convolution(4, 1, Window.same(3)), 0));
        branches.add(Node.of(new Activation.Rectifier(), 1));
        branches.add(Node.of(new Convolution(4, 4, Window.same(3)), 2));
        branches.add(Node.of(new Add(), 3, 2, 1));
        branches.add(Node.of(new MaximumPooling(Window.same(3)), 4));
        branches.add(Node.of(new Concatenate(Axis.CHANNELS), 4, 5));
        branches.add(Node.of(new Concatenate(Axis.ROWS), 6, 6));
        branches.add(Node.of(new Concatenate(Axis.COLUMNS), 7, 7));
        branches.add(Node.of(new GlobalPooling(GlobalPooling.Choice.MEAN), 8));
        branches.add(Node.of(new Dense(5), 9));
        branches.add(Node.of(new Softmax(), 10));
        var design = new GraphDesign(InputShape.gray(8, 9), InputScale.of(1, 1 / 255f, -0.5f), branches);
        return Stream.of(
                Arguments.of("branches", design),
                Arguments.of("lenet", GraphModel.lenet(1).design()),
                Arguments.of("zoo", GraphModel.zoo(1).design()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"operations", "networks"})
    void onnxRuntimeScoresAsWeDo(String name, GraphDesign design) {
        var model = new GraphModel(design, 1);
        var pixels = new byte[IMAGES * design.input().values()];
        new SplittableRandom(2).nextBytes(pixels);

        float[] theirs;
        try (var onnxRuntime =
                new OnnxScoring(model, new Batches(pixels, design.input().values(), IMAGES))) {
            theirs = onnxRuntime.score(0);
        }

        var ours = model.network().score(pixels, IMAGES);
        assertThat(theirs).hasSize(IMAGES * ours.classes());
        for (int image = 0; image < IMAGES; image++) {
            for (int c = 0; c < ours.classes(); c++) {
                assertThat(theirs[image * ours.classes() + c])
                        .as("%s, image %d, class %d", name, image, c)
                        .isCloseTo(ours.output(image, c), within(2e-5f));
            }
        }
    }
}
