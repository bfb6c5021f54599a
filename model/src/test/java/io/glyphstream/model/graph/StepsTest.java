package io.glyphstream.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.matrix.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StepsTest {

    private static final int IMAGES = 3;

    private static final int APART = -1;

    private static final Window ONE = window(Span.of(1), Span.of(1));

    static Stream<Arguments> convolutions() {
        return Stream.of(
                Arguments.of(new Shape(1, 1, 1), new Convolution(1, 1, ONE)),
                Arguments.of(new Shape(5, 7, 1), new Convolution(3, 1, window(Span.of(5), Span.of(7)))),
                Arguments.of(new Shape(7, 11, 3), new Convolution(15, 1, Window.same(3))),
                Arguments.of(new Shape(6, 5, 2), new Convolution(2, 1, Window.same(4))),
                Arguments.of(new Shape(28, 28, 1), new Convolution(8, 1, Window.same(5))),
                Arguments.of(new Shape(14, 14, 8), new Convolution(16, 1, Window.same(5))),
                Arguments.of(new Shape(3, 3, 31), new Convolution(33, 1, ONE)),
                Arguments.of(new Shape(6, 6, 2), new Convolution(3, 1, window(new Span(1, 2, 1, 0, 0), Span.of(1)))),
                Arguments.of(new Shape(4, 4, 2), new Convolution(3, 1, window(new Span(1, 1, 1, 1, 0), Span.of(1)))),
                Arguments.of(
                        new Shape(11, 7, 5),
                        new Convolution(17, 1, window(new Span(3, 2, 1, 2, 0), new Span(2, 3, 1, 0, 3)))),
                Arguments.of(
                        new Shape(13, 9, 3),
                        new Convolution(4, 1, window(new Span(3, 1, 3, 1, 2), new Span(2, 2, 4, 5, 0)))),
                Arguments.of(new Shape(9, 8, 6), new Convolution(9, 3, Window.same(3))),
                Arguments.of(
                        new Shape(9, 8, 34),
                        new Convolution(4, 2, window(new Span(3, 2, 2, 1, 2), new Span(2, 1, 1, 0, 1)))),
                Arguments.of(new Shape(5, 5, 4), new Convolution(4, 2, ONE)),
                Arguments.of(new Shape(5, 5, 4), new Convolution(8, 4, Window.same(3))),
                Arguments.of(new Shape(7, 6, 17), new Convolution(17, 17, Window.same(3))),
                Arguments.of(
                        new Shape(8, 6, 5),
                        new Convolution(5, 5, window(new Span(3, 2, 2, 0, 3), new Span(2, 1, 3, 3, 1)))),
                Arguments.of(new Shape(3, 4, 32), new Convolution(32, 32, ONE)),
                // The room for patches ends within a row of windows.
                Arguments.of(
                        new Shape(31, 37, 3),
                        new Convolution(2, 1, window(new Span(9, 1, 1, 4, 4), new Span(17, 1, 1, 8, 8)))));
    }

    static Stream<Arguments> pools() {
        var windows = List.of(
                ONE,
                Window.tiles(2),
                Window.tiles(3),
                window(Span.of(2), Span.of(3)),
                window(new Span(3, 2, 1, 1, 1), new Span(3, 2, 1, 1, 1)),
                window(new Span(3, 1, 1, 2, 0), new Span(2, 3, 1, 0, 1)),
                window(new Span(2, 1, 2, 1, 1), new Span(2, 1, 1, 1, 0)),
                window(new Span(3, 2, 1, 0, 1), new Span(3, 1, 2, 2, 2)),
                window(new Span(5, 1, 1, 4, 4), new Span(7, 1, 1, 6, 6)));
        return Stream.of(new Shape(6, 6, 1), new Shape(5, 7, 3), new Shape(6, 9, 16), new Shape(7, 8, 33))
                .flatMap(shape -> windows.stream()
                        .flatMap(window -> Stream.of(
                                new MaximumPooling(window),
                                new AveragePooling(window, AveragePooling.Divisor.INSIDE),
                                new AveragePooling(window, AveragePooling.Divisor.WINDOW)))
                        .map(pool -> Arguments.of(shape, pool)));
    }

    static Stream<Arguments> others() {
        return Stream.of(new Shape(1, 1, 1), new Shape(1, 1, 17), new Shape(3, 5, 2), new Shape(4, 3, 16))
                .flatMap(shape -> Stream.of(
                                new Dense(1),
                                new Dense(33),
                                new Scale(Scale.Extent.CHANNEL),
                                new Scale(Scale.Extent.VALUE),
                                new Activation.Rectifier(),
                                new Activation.LeakyRectifier(0.3f),
                                new Activation.Sigmoid(),
                                new Activation.HyperbolicTangent(),
                                new Activation.Clip(-0.5f, Float.POSITIVE_INFINITY),
                                new GlobalPooling(GlobalPooling.Choice.LARGEST),
                                new GlobalPooling(GlobalPooling.Choice.MEAN),
                                new Reshape(Shape.flat((int) shape.size())),
                                new Flatten(),
                                Permute.channelsFirst(),
                                Permute.channelsLast(),
                                new Permute(Axis.COLUMNS, Axis.ROWS, Axis.CHANNELS),
                                new Add(),
                                new Concatenate(Axis.CHANNELS),
                                new Softmax(),
                                new LogSoftmax())
                        .map(operation -> Arguments.of(shape, operation)));
    }

    @ParameterizedTest
    @MethodSource({"convolutions", "pools", "others"})
    void anOperationReturnsTheBitsOfItsDefinition(Shape input, Operation operation) {
        assertAgrees(List.of(input), operation);
    }

    static Stream<Arguments> several() {
        var shape = new Shape(3, 4, 5);
        return Stream.of(
                Arguments.of(List.of(shape, shape), new Add()),
                Arguments.of(List.of(shape, shape, shape), new Add()),
                Arguments.of(List.of(shape, shape), new Multiply()),
                Arguments.of(List.of(shape, shape), new Divide()),
                Arguments.of(List.of(new Shape(1, 1, 1)), new Expand(shape)),
                Arguments.of(List.of(new Shape(1, 1, 5)), new Expand(shape)),
                Arguments.of(List.of(new Shape(3, 4, 1)), new Expand(shape)),
                Arguments.of(List.of(new Shape(3, 1, 5)), new Expand(shape)),
                Arguments.of(List.of(new Shape(1, 4, 1)), new Expand(shape)),
                Arguments.of(List.of(shape), new Expand(shape)),
                Arguments.of(List.of(shape, new Shape(1, 4, 5), shape), new Concatenate(Axis.ROWS)),
                Arguments.of(List.of(shape, new Shape(3, 2, 5)), new Concatenate(Axis.COLUMNS)),
                Arguments.of(List.of(shape, new Shape(3, 4, 1), new Shape(3, 4, 17)), new Concatenate(Axis.CHANNELS)));
    }

    @ParameterizedTest
    @MethodSource("several")
    void anOperationOnSeveralValuesReturnsTheBitsOfItsDefinition(List<Shape> inputs, Operation operation) {
        assertAgrees(inputs, operation);
    }

    private static void assertAgrees(List<Shape> shapes, Operation operation) {
        var weights = Graphs.weights(operation, shapes, 7);
        var values = new float[shapes.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = Graphs.random((int) shapes.get(i).size() * IMAGES, i);
        }
        float[] expected = expected(operation, shapes, values, weights);
        var forward = Forward.of(operation, shapes, weights);
        for (Kernel kernel : List.of(Kernel.scalar(), Kernel.fastest())) {
            var scratch = new Scratch();
            var maker = new Steps(shapes, operation.outputOf(shapes), forward, IMAGES, scratch, kernel);
            var step = operation.accept(maker);
            // What another node may have left there.
            Arrays.fill(scratch.padded(), 7);
            Arrays.fill(scratch.patches(), 7);
            for (int target : targets(operation, shapes.size())) {
                // A second run finds what the first one left in the room.
                for (int run = 0; run < 2; run++) {
                    float[][] inputs = Arrays.stream(values).map(float[]::clone).toArray(float[][]::new);
                    float[] out = target == APART ? Graphs.random(expected.length, 99) : inputs[target];
                    step.run(inputs, out, IMAGES);
                    assertThat(bits(out)).as("written over %d", target).containsExactly(bits(expected));
                }
            }
        }
    }

    /** Returns over which inputs it may write, or that it writes apart from them. */
    private static List<Integer> targets(Operation operation, int inputs) {
        return switch (operation.placement()) {
            case APART -> List.of(APART);
            case IS_INPUT -> List.of(0);
            case OVER_INPUT -> inputs == 1 ? List.of(APART, 0) : List.of(APART, 0, 1);
        };
    }

    private static float[] expected(Operation operation, List<Shape> shapes, float[][] values, Weights weights) {
        var all = new float[(int) operation.outputOf(shapes).size() * IMAGES];
        int size = all.length / IMAGES;
        for (int image = 0; image < IMAGES; image++) {
            var one = new float[values.length][];
            for (int i = 0; i < one.length; i++) {
                int length = values[i].length / IMAGES;
                one[i] = Arrays.copyOfRange(values[i], image * length, (image + 1) * length);
            }
            float[] out = ReferenceOperation.run(operation, shapes, one, weights);
            System.arraycopy(out, 0, all, image * size, size);
        }
        return all;
    }

    private static int[] bits(float[] values) {
        var bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }

    private static Window window(Span rows, Span columns) {
        return new Window(rows, columns);
    }
}
