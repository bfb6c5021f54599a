package io.glyphstream.model.graph;

import java.util.function.Function;

/** What snapshots hold for each operation. */
enum OperationCode {
    CONVOLUTION(1, 12, numbers -> new Convolution(numbers[0], numbers[1], window(numbers, 2))),
    DENSE(2, 1, numbers -> new Dense(numbers[0])),
    SCALE(3, 1, numbers -> new Scale(Scale.Extent.of(numbers[0]))),
    RECTIFIER(4, 0, numbers -> new Activation.Rectifier()),
    LEAKY_RECTIFIER(5, 1, numbers -> new Activation.LeakyRectifier(Float.intBitsToFloat(numbers[0]))),
    SIGMOID(6, 0, numbers -> new Activation.Sigmoid()),
    HYPERBOLIC_TANGENT(7, 0, numbers -> new Activation.HyperbolicTangent()),
    CLIP(8, 2, numbers -> new Activation.Clip(Float.intBitsToFloat(numbers[0]), Float.intBitsToFloat(numbers[1]))),
    MAXIMUM_POOLING(9, 10, numbers -> new MaximumPooling(window(numbers, 0))),
    AVERAGE_POOLING(10, 11, numbers -> new AveragePooling(window(numbers, 1), AveragePooling.Divisor.of(numbers[0]))),
    GLOBAL_POOLING(11, 1, numbers -> new GlobalPooling(GlobalPooling.Choice.of(numbers[0]))),
    RESHAPE(12, 3, numbers -> new Reshape(new Shape(numbers[0], numbers[1], numbers[2]))),
    FLATTEN(13, 0, numbers -> new Flatten()),
    PERMUTE(14, 3, numbers -> new Permute(Axis.of(numbers[0]), Axis.of(numbers[1]), Axis.of(numbers[2]))),
    CONCATENATE(15, 1, numbers -> new Concatenate(Axis.of(numbers[0]))),
    ADD(16, 0, numbers -> new Add()),
    SOFTMAX(17, 0, numbers -> new Softmax()),
    MULTIPLY(18, 0, numbers -> new Multiply()),
    DIVIDE(19, 0, numbers -> new Divide()),
    EXPAND(20, 3, numbers -> new Expand(new Shape(numbers[0], numbers[1], numbers[2]))),
    LOG_SOFTMAX(21, 0, numbers -> new LogSoftmax());

    /** What snapshots hold for it; it never changes. */
    final int code;

    /** How many numbers follow it. */
    final int numbers;

    private final Function<int[], Operation> reader;

    OperationCode(int code, int numbers, Function<int[], Operation> reader) {
        this.code = code;
        this.numbers = numbers;
        this.reader = reader;
    }

    /**
     * Returns the operation that these numbers say.
     *
     * @throws IllegalArgumentException if one of them is out of its bounds
     */
    Operation operation(int[] read) {
        return reader.apply(read);
    }

    /** Returns the code of an operation. */
    static OperationCode of(Operation operation) {
        return operation.accept(new OperationCodes()).code();
    }

    /** Returns the numbers that say everything about an operation of its code; floats as their bits. */
    static int[] numbers(Operation operation) {
        return operation.accept(new OperationCodes()).numbers();
    }

    private static Window window(int[] numbers, int at) {
        return new Window(span(numbers, at), span(numbers, at + 5));
    }

    private static Span span(int[] numbers, int at) {
        return new Span(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3], numbers[at + 4]);
    }
}
