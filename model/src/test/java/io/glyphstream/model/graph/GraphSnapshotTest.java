package io.glyphstream.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.model.InputShape;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.SnapshotChecks;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.TestData;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphSnapshotTest {

    private static final int BODY = 13;

    private static final Window ONE = window(Span.of(1), Span.of(1));

    /** Snapshots of every release hold these numbers. */
    @Test
    void codesNeverChange() {
        assertThat(Stream.of(OperationCode.values()).collect(Collectors.toMap(Enum::name, value -> value.code)))
                .isEqualTo(Map.ofEntries(
                        Map.entry("CONVOLUTION", 1),
                        Map.entry("DENSE", 2),
                        Map.entry("SCALE", 3),
                        Map.entry("RECTIFIER", 4),
                        Map.entry("LEAKY_RECTIFIER", 5),
                        Map.entry("SIGMOID", 6),
                        Map.entry("HYPERBOLIC_TANGENT", 7),
                        Map.entry("CLIP", 8),
                        Map.entry("MAXIMUM_POOLING", 9),
                        Map.entry("AVERAGE_POOLING", 10),
                        Map.entry("GLOBAL_POOLING", 11),
                        Map.entry("RESHAPE", 12),
                        Map.entry("FLATTEN", 13),
                        Map.entry("PERMUTE", 14),
                        Map.entry("CONCATENATE", 15),
                        Map.entry("ADD", 16),
                        Map.entry("SOFTMAX", 17),
                        Map.entry("MULTIPLY", 18),
                        Map.entry("DIVIDE", 19),
                        Map.entry("EXPAND", 20),
                        Map.entry("LOG_SOFTMAX", 21)));
        assertThat(Stream.of(Axis.values()).collect(Collectors.toMap(Enum::name, value -> value.code)))
                .isEqualTo(Map.of("ROWS", 0, "COLUMNS", 1, "CHANNELS", 2));
        assertThat(Stream.of(Scale.Extent.values()).collect(Collectors.toMap(Enum::name, value -> value.code)))
                .isEqualTo(Map.of("CHANNEL", 0, "VALUE", 1));
        assertThat(Stream.of(AveragePooling.Divisor.values())
                        .collect(Collectors.toMap(Enum::name, value -> value.code)))
                .isEqualTo(Map.of("INSIDE", 0, "WINDOW", 1));
        assertThat(Stream.of(GlobalPooling.Choice.values()).collect(Collectors.toMap(Enum::name, value -> value.code)))
                .isEqualTo(Map.of("LARGEST", 0, "MEAN", 1));
    }

    /** Numbers that all differ, so that none is read in the place of another. */
    static Stream<Operation> operations() {
        var window = window(new Span(2, 3, 4, 5, 6), new Span(7, 8, 9, 10, 11));
        return Stream.of(
                new Convolution(6, 3, window),
                new Dense(7),
                new Scale(Scale.Extent.CHANNEL),
                new Scale(Scale.Extent.VALUE),
                new Activation.Rectifier(),
                new Activation.LeakyRectifier(0.25f),
                new Activation.Sigmoid(),
                new Activation.HyperbolicTangent(),
                new Activation.Clip(-1.5f, Float.POSITIVE_INFINITY),
                new MaximumPooling(window),
                new AveragePooling(window, AveragePooling.Divisor.INSIDE),
                new AveragePooling(window, AveragePooling.Divisor.WINDOW),
                new GlobalPooling(GlobalPooling.Choice.LARGEST),
                new GlobalPooling(GlobalPooling.Choice.MEAN),
                new Reshape(new Shape(2, 3, 4)),
                new Flatten(),
                Permute.channelsFirst(),
                Permute.channelsLast(),
                new Concatenate(Axis.ROWS),
                new Concatenate(Axis.COLUMNS),
                new Concatenate(Axis.CHANNELS),
                new Add(),
                new Softmax(),
                new Multiply(),
                new Divide(),
                new Expand(new Shape(2, 3, 4)),
                new LogSoftmax());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationComesBackFromItsCodeAndItsNumbers(Operation operation) {
        var code = OperationCode.of(operation);
        int[] numbers = OperationCode.numbers(operation);

        assertThat(numbers).hasSize(code.numbers);
        assertThat(code.operation(numbers)).isEqualTo(operation);
    }

    @ParameterizedTest
    @ValueSource(ints = {InputShape.GRAY, InputShape.COLOR})
    void whatIsReadScoresTheSameBitsAndIsWrittenAsItWas(int channels) throws InvalidSnapshotException {
        var network = Graphs.network(Graphs.branched(new InputShape(9, 8, channels)), 1);
        byte[] snapshot = Snapshots.write(network);
        byte[] pixels = TestData.pixels(10 * 72 * channels, 0.4, 1);

        var read = (GraphNetwork) Snapshots.read(snapshot);

        assertThat(read.design()).isEqualTo(network.design());
        assertThat(Snapshots.write(read)).isEqualTo(snapshot);
        for (int image = 0; image < 10; image++) {
            assertThat(read.score(pixels, 10).outputs(image))
                    .containsExactly(network.score(pixels, 10).outputs(image));
        }
    }

    /** The body as its description has it, byte by byte: release by release the same. */
    @Test
    void theBytesAreThoseOfTheDescription() throws IOException {
        var design = new GraphDesign(
                InputShape.gray(2, 3),
                InputScale.of(1, 0.5f, -1),
                List.of(
                        Node.of(new Convolution(1, 1, window(Span.of(2), new Span(1, 1, 1, 0, 1))), 0),
                        Node.of(new Activation.Rectifier(), 1),
                        Node.of(new Add(), 1, 2),
                        Node.of(new Flatten(), 3)));
        var weights = List.of(
                new Weights(new float[] {0.25f, -2}, new float[] {3}), Weights.none(), Weights.none(), Weights.none());
        var expected = new ByteArrayOutputStream();
        var out = new DataOutputStream(expected);
        header(out, 2, 3, 4);
        out.writeByte(1);
        out.writeFloat(0.5f);
        out.writeFloat(-1);
        out.writeShort(4);
        out.writeByte(1);
        for (int number : new int[] {1, 1, 2, 1, 1, 0, 0, 1, 1, 1, 0, 1}) {
            out.writeInt(number);
        }
        out.write(new byte[] {1, 0, 0});
        out.write(new byte[] {4, 1, 0, 1});
        out.write(new byte[] {16, 2, 0, 1, 0, 2});
        out.write(new byte[] {13, 1, 0, 3});
        for (float number : new float[] {0.25f, -2, 3}) {
            out.writeFloat(number);
        }

        assertThat(Snapshots.write(new GraphNetwork(design, weights))).isEqualTo(expected.toByteArray());
    }

    private static void header(DataOutputStream out, int rows, int columns, int classes) throws IOException {
        out.writeInt(0x474c594d);
        out.writeShort(1);
        out.writeByte(4);
        out.writeShort(rows);
        out.writeShort(columns);
        out.writeShort(classes);
    }

    @Test
    void everyTruncationAndEveryByteTooManyIsRefused() {
        SnapshotChecks.requireThatNoOtherLengthIsRead(Snapshots.write(Graphs.small(2)), 700);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 'channels must be 1 or 3 but were 2'",
        "1, 127, 'an input''s scale must be a finite float but was'",
        "9, 4, 'nodes must be within [1, 1024] but was'",
        "10, 0, 'nodes must be within [1, 1024] but was 0'",
        "11, 22, 'an operation must be one of [1, 2, 3,'",
        "12, 127, 'filters must be within [1, 65536] but was'",
        "19, 3, 'filters must be a multiple of the 3 groups but were 8'",
        "22, 2, 'a window''s length must be within [1, 256] but was'",
        "26, 255, 'stride must be within [1, 256] but was'",
        "27, 0, 'stride must be within [1, 256] but was 0'",
        "31, 0, 'dilation must be within [1, 256] but was 0'",
        "34, 2, 'padding must be within [0, 256] but was'",
        "36, 128, 'padding must be within [0, 256] but was'",
        "60, 0, 'the inputs of a node must be within [1, 128] but was 0'",
        "60, 129, 'the inputs of a node must be within [1, 128] but was 129'",
        "62, 1, 'node 1: an input must be within [0, 0] but was 1'",
        "67, 2, 'the extent of a scale must be one of [0, 1] but was 2'",
        "23, 5, bytes of weights but there were"
    })
    void aWrongByteIsNamed(int at, int value, String message) {
        byte[] snapshot = Snapshots.write(Graphs.small(3));
        snapshot[BODY + at] = (byte) value;

        SnapshotChecks.requireRefusal(snapshot, message);
    }

    /** A few bytes that ask for much: whatever they say, next to nothing is allocated. */
    static Stream<Arguments> greedy() {
        var far = window(new Span(1, 1, 1, 256, 256), new Span(1, 1, 1, 256, 256));
        return Stream.of(
                Arguments.of(
                        "bytes of weights but there were 0",
                        List.of(
                                Node.of(new Convolution(64, 1, window(stride(255, 32), stride(255, 32))), 0),
                                Node.of(new Flatten(), 1),
                                Node.of(new Dense(4), 2))),
                Arguments.of(
                        "node 1: the values of a node must be at most",
                        List.of(Node.of(new Convolution(65_536, 1, ONE), 0))),
                Arguments.of(
                        "node 2: the weights of all nodes must be at most",
                        List.of(Node.of(new Flatten(), 0), Node.of(new Dense(65_536), 1))),
                Arguments.of(
                        "node 1: the steps for an image must be at most",
                        List.of(
                                Node.of(new Convolution(16, 1, window(Span.of(251), Span.of(251))), 0),
                                Node.of(new Convolution(16, 1, window(Span.of(9), Span.of(9))), 1))),
                Arguments.of(
                        "node 2: the values that one value is made of must be at most",
                        List.of(
                                Node.of(new Convolution(65, 1, window(stride(1, 4), stride(1, 4))), 0),
                                Node.of(new Convolution(1, 1, window(Span.of(256), Span.of(256))), 1))),
                Arguments.of(
                        "node 2: the values of all nodes must be at most",
                        List.of(
                                Node.of(new Reshape(new Shape(1, 1, 1 << 20)), 0),
                                Node.of(new Convolution(1, 1, far), 1))),
                Arguments.of(
                        "node 1: the values of a node must be at most",
                        List.of(new Node(new Concatenate(Axis.ROWS), Collections.nCopies(128, 0)))),
                Arguments.of(
                        "node 2: values along an axis must be at most",
                        List.of(
                                Node.of(new Flatten(), 0),
                                new Node(new Concatenate(Axis.CHANNELS), Collections.nCopies(128, 1)))),
                Arguments.of("the last node must return one value for each class", List.of(Node.of(new Flatten(), 0))),
                Arguments.of(
                        "node 1: a shape of 1 x 2147483647 x 2147483647 must have as many values as what comes to it but",
                        List.of(Node.of(new Reshape(new Shape(1, Integer.MAX_VALUE, Integer.MAX_VALUE)), 0))));
    }

    private static Span stride(int length, int stride) {
        return new Span(length, stride, 1, 0, 0);
    }

    @ParameterizedTest
    @MethodSource("greedy")
    void whatADesignCostsIsBoundedBeforeAnythingIsAllocated(String message, List<Node> nodes) throws IOException {
        byte[] snapshot = snapshot(nodes);
        SnapshotChecks.requireRefusalInLittleMemory(snapshot, message);
    }

    private static byte[] snapshot(List<Node> nodes) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        header(out, 1024, 1024, 4);
        out.writeByte(1);
        out.writeFloat(1);
        out.writeFloat(0);
        out.writeShort(nodes.size());
        for (Node node : nodes) {
            out.writeByte(OperationCode.of(node.operation()).code);
            for (int number : OperationCode.numbers(node.operation())) {
                out.writeInt(number);
            }
            out.writeByte(node.inputs().size());
            for (int input : node.inputs()) {
                out.writeShort(input);
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteAreRefused(float number) {
        byte[] snapshot = Snapshots.write(Graphs.small(4));
        ByteBuffer.wrap(snapshot).putFloat(snapshot.length - 8, number);

        SnapshotChecks.requireRefusal(snapshot, "a weight must be a finite float but was " + number);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noBytesWhateverBreakTheReader(long seed) {
        var random = new Random(seed);
        byte[] sound = Snapshots.write(Graphs.small(5));
        for (int attempt = 0; attempt < 4_000; attempt++) {
            byte[] bytes =
                    random.nextInt(4) == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length) + 1) : sound.clone();
            for (int change = 0; change < 1 + attempt % 3; change++) {
                bytes[random.nextInt(Math.min(bytes.length, BODY + 600))] = (byte) random.nextInt();
            }
            try {
                Snapshots.read(bytes).score(new byte[0], 0);
            } catch (InvalidSnapshotException e) {
                assertThat(e).hasMessageMatching("(?s).{10,}");
            }
        }
    }

    private static Window window(Span rows, Span columns) {
        return new Window(rows, columns);
    }
}
