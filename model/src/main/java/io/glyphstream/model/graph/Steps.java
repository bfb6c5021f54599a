package io.glyphstream.model.graph;

import io.glyphstream.matrix.Kernel;
import java.util.List;

/** Puts a node to work. */
final class Steps implements Operation.Visitor<Step> {

    private final List<Shape> inputs;
    private final Shape input;
    private final Shape output;
    private final Forward forward;
    private final int capacity;
    private final Scratch scratch;
    private final Kernel kernel;

    /**
     * Returns what puts a node to work.
     *
     * @param inputs the shapes of what comes to it
     * @param forward its weights
     * @param capacity how many images there are at most
     */
    Steps(List<Shape> inputs, Shape output, Forward forward, int capacity, Scratch scratch, Kernel kernel) {
        this.inputs = inputs;
        this.input = inputs.get(0);
        this.output = output;
        this.forward = forward;
        this.capacity = capacity;
        this.scratch = scratch;
        this.kernel = kernel;
    }

    @Override
    public Step convolution(Convolution convolution) {
        var padding = new Padding(convolution.window(), input, capacity, scratch);
        if (convolution.isDepthwise(input)) {
            return new DepthwiseStep(convolution.window(), output, padding, forward);
        }
        return new ConvolutionStep(convolution, output, padding, forward, scratch, kernel);
    }

    @Override
    public Step dense(Dense dense) {
        return convolution(dense.asConvolution());
    }

    @Override
    public Step scale(Scale scale) {
        return ValueSteps.scale(forward, size());
    }

    @Override
    public Step activation(Activation activation) {
        return ValueSteps.activation(activation, size());
    }

    @Override
    public Step maximumPooling(MaximumPooling pooling) {
        return new MaximumStep(new PoolWindows(pooling.window(), input), input.channels(), kernel.windows());
    }

    @Override
    public Step averagePooling(AveragePooling pooling) {
        int divisor = pooling.divisor() == AveragePooling.Divisor.INSIDE
                ? 0
                : Math.toIntExact(pooling.window().size());
        return new MeanStep(new PoolWindows(pooling.window(), input), input.channels(), divisor);
    }

    @Override
    public Step globalPooling(GlobalPooling pooling) {
        return pooling.choice() == GlobalPooling.Choice.LARGEST
                ? new MaximumStep(Pools.whole(input), input.channels(), kernel.windows())
                : new MeanStep(Pools.whole(input), input.channels(), 0);
    }

    @Override
    public Step reshape(Reshape reshape) {
        return ValueSteps.nothing();
    }

    @Override
    public Step flatten(Flatten flatten) {
        return ValueSteps.nothing();
    }

    @Override
    public Step permute(Permute permute) {
        return ValueSteps.permute(permute, input, output);
    }

    @Override
    public Step concatenate(Concatenate concatenate) {
        return ValueSteps.concatenate(concatenate.axis(), inputs);
    }

    @Override
    public Step add(Add add) {
        return ValueSteps.add(size());
    }

    @Override
    public Step multiply(Multiply multiply) {
        return ValueSteps.multiply(size());
    }

    @Override
    public Step divide(Divide divide) {
        return ValueSteps.divide(size());
    }

    @Override
    public Step expand(Expand expand) {
        return ValueSteps.expand(input, output);
    }

    @Override
    public Step logSoftmax(LogSoftmax softmax) {
        return ValueSteps.logSoftmax(input);
    }

    @Override
    public Step softmax(Softmax softmax) {
        return ValueSteps.softmax(input);
    }

    private int size() {
        return Math.toIntExact(output.size());
    }
}
