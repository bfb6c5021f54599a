package io.glyphstream.model.graph;

import java.util.stream.IntStream;

/** Turns operations into what snapshots hold for them. */
final class OperationCodes
        implements Operation.Visitor<OperationCodes.Coded>, Activation.Functions<OperationCodes.Coded> {

    @Override
    public Coded convolution(Convolution convolution) {
        var first = IntStream.of(convolution.filters(), convolution.groups());
        return new Coded(
                OperationCode.CONVOLUTION,
                IntStream.concat(first, numbers(convolution.window())).toArray());
    }

    @Override
    public Coded dense(Dense dense) {
        return new Coded(OperationCode.DENSE, dense.outputs());
    }

    @Override
    public Coded scale(Scale scale) {
        return new Coded(OperationCode.SCALE, scale.extent().code);
    }

    @Override
    public Coded activation(Activation activation) {
        return activation.accept((Activation.Functions<Coded>) this);
    }

    @Override
    public Coded rectifier(Activation.Rectifier rectifier) {
        return new Coded(OperationCode.RECTIFIER);
    }

    @Override
    public Coded leakyRectifier(Activation.LeakyRectifier rectifier) {
        return new Coded(OperationCode.LEAKY_RECTIFIER, Float.floatToIntBits(rectifier.slope()));
    }

    @Override
    public Coded sigmoid(Activation.Sigmoid sigmoid) {
        return new Coded(OperationCode.SIGMOID);
    }

    @Override
    public Coded hyperbolicTangent(Activation.HyperbolicTangent tangent) {
        return new Coded(OperationCode.HYPERBOLIC_TANGENT);
    }

    @Override
    public Coded clip(Activation.Clip clip) {
        return new Coded(OperationCode.CLIP, Float.floatToIntBits(clip.low()), Float.floatToIntBits(clip.high()));
    }

    @Override
    public Coded maximumPooling(MaximumPooling pooling) {
        return new Coded(
                OperationCode.MAXIMUM_POOLING, numbers(pooling.window()).toArray());
    }

    @Override
    public Coded averagePooling(AveragePooling pooling) {
        var first = IntStream.of(pooling.divisor().code);
        return new Coded(
                OperationCode.AVERAGE_POOLING,
                IntStream.concat(first, numbers(pooling.window())).toArray());
    }

    @Override
    public Coded globalPooling(GlobalPooling pooling) {
        return new Coded(OperationCode.GLOBAL_POOLING, pooling.choice().code);
    }

    @Override
    public Coded reshape(Reshape reshape) {
        return coded(OperationCode.RESHAPE, reshape.shape());
    }

    @Override
    public Coded flatten(Flatten flatten) {
        return new Coded(OperationCode.FLATTEN);
    }

    @Override
    public Coded permute(Permute permute) {
        return new Coded(OperationCode.PERMUTE, permute.rows().code, permute.columns().code, permute.channels().code);
    }

    @Override
    public Coded concatenate(Concatenate concatenate) {
        return new Coded(OperationCode.CONCATENATE, concatenate.axis().code);
    }

    @Override
    public Coded add(Add add) {
        return new Coded(OperationCode.ADD);
    }

    @Override
    public Coded multiply(Multiply multiply) {
        return new Coded(OperationCode.MULTIPLY);
    }

    @Override
    public Coded divide(Divide divide) {
        return new Coded(OperationCode.DIVIDE);
    }

    @Override
    public Coded expand(Expand expand) {
        return coded(OperationCode.EXPAND, expand.shape());
    }

    @Override
    public Coded logSoftmax(LogSoftmax softmax) {
        return new Coded(OperationCode.LOG_SOFTMAX);
    }

    private static Coded coded(OperationCode code, Shape shape) {
        return new Coded(code, shape.rows(), shape.columns(), shape.channels());
    }

    @Override
    public Coded softmax(Softmax softmax) {
        return new Coded(OperationCode.SOFTMAX);
    }

    private static IntStream numbers(Window window) {
        return IntStream.concat(numbers(window.rows()), numbers(window.columns()));
    }

    private static IntStream numbers(Span span) {
        return IntStream.of(span.length(), span.stride(), span.dilation(), span.before(), span.after());
    }

    /** A code and the numbers that follow it. */
    static final class Coded {

        private final OperationCode code;
        private final int[] numbers;

        Coded(OperationCode code, int... numbers) {
            this.code = code;
            this.numbers = numbers;
        }

        OperationCode code() {
            return code;
        }

        int[] numbers() {
            return numbers;
        }
    }
}
