package io.glyphstream.model.network;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.Strided;
import io.glyphstream.matrix.Workers;
import io.glyphstream.model.Scores;
import io.glyphstream.model.neural.Batch;
import io.glyphstream.model.neural.Learner;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.Measure;
import io.glyphstream.model.neural.MicroBatch;
import io.glyphstream.model.neural.Parameters;
import io.glyphstream.model.neural.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/*
 * A batch is cut into slices whose size follows from the batch alone. Any thread takes any slice forward and back, and the
 * gradients of the slices are added in the order of the slices. So the threads meet three times in a step, and the sums do not
 * depend on how many threads there are.
 */
/**
 * A convolutional network while it learns, by backpropagation.
 *
 * <p>D. Rumelhart, G. Hinton, R. Williams: Learning representations by back-propagating errors, 1986.
 */
final class NetworkLearner implements Learner<ConvolutionalNetwork> {

    /** With fewer images, the products of dense layers are too small. */
    private static final int LEAST_IN_SLICE = 8;

    /** Each slice has a gradient of its own. */
    private static final int MOST_SLICES = 16;

    /** Parameters are changed in portions of this many. */
    private static final int PARAMETERS_AT_ONCE = 4096;

    private final NetworkForm form;
    private final List<Weights> weights;
    /** The weights in the order in which the way forward reads them, brought up to date before each batch. */
    private final List<float[]> transposed;

    private final List<Parameters> weightParameters = new ArrayList<>();
    private final List<Parameters> biasParameters = new ArrayList<>();
    private final List<List<Weights>> gradients = new ArrayList<>();
    private final List<Portion> portions = new ArrayList<>();
    private final Queue<SliceTraining> rooms = new ConcurrentLinkedQueue<>();
    private final int sliceSize;
    private final Kernel kernel;
    private final Workers workers;

    /** Returns the network that learns from the weights of another on. */
    NetworkLearner(
            ConvolutionalNetwork start, int capacity, LearningSettings settings, Kernel kernel, Workers workers) {
        this.form = start.form();
        this.weights = start.weights().stream().map(Weights::copy).toList();
        this.transposed = weights.stream().map(Weights::transposed).toList();
        this.sliceSize = Math.max(LEAST_IN_SLICE, divideUp(capacity, MOST_SLICES));
        this.kernel = kernel;
        this.workers = workers;
        for (int slice = 0; slice < divideUp(capacity, sliceSize); slice++) {
            gradients.add(form.zeros());
        }
        for (int layer = 0; layer < weights.size(); layer++) {
            weightParameters.add(new Parameters(weights.get(layer).weights, settings));
            biasParameters.add(new Parameters(weights.get(layer).biases, settings));
            int number = layer;
            addPortions(weightParameters.get(layer), slice -> slice.get(number).weights, Step::changeWeights);
            addPortions(biasParameters.get(layer), slice -> slice.get(number).biases, Step::change);
        }
        for (int thread = 0; thread < workers.size(); thread++) {
            rooms.add(new SliceTraining(form, settings, Math.min(sliceSize, capacity), weights, forward(), kernel));
        }
    }

    private List<Strided> forward() {
        var forward = new ArrayList<Strided>();
        for (int layer = 0; layer < weights.size(); layer++) {
            forward.add(Strided.rowMajor(transposed.get(layer), weights.get(layer).outputs));
        }
        return forward;
    }

    private void addPortions(Parameters parameters, Function<List<Weights>, float[]> ofSlice, Change change) {
        List<float[]> slices = gradients.stream().map(ofSlice).toList();
        for (int from = 0; from < parameters.values.length; from += PARAMETERS_AT_ONCE) {
            int to = Math.min(parameters.values.length, from + PARAMETERS_AT_ONCE);
            portions.add(new Portion(parameters, slices, from, to, change));
        }
    }

    @Override
    public Measure learn(Batch batch, Step step) {
        MicroBatch microBatch = batch.microBatch();
        int count = microBatch.size();
        if (batch.input.isSparse(count)) {
            batch.input.expand(count);
        }
        workers.run(weights.size(), layer -> weights.get(layer).transposeInto(transposed.get(layer)));
        var measures = new Measure[divideUp(count, sliceSize)];
        workers.run(measures.length, slice -> {
            int from = slice * sliceSize;
            SliceTraining room = rooms.remove();
            measures[slice] = room.learn(batch, from, Math.min(count, from + sliceSize), gradients.get(slice));
            rooms.add(room);
        });
        workers.run(portions.size(), portion -> portions.get(portion).learn(measures.length, microBatch, step));
        return Arrays.stream(measures).reduce(Measure.NOTHING, Measure::plus);
    }

    @Override
    public ConvolutionalNetwork learned() {
        var copies = new ArrayList<Weights>();
        for (int layer = 0; layer < weights.size(); layer++) {
            copies.add(weights.get(layer)
                    .of(
                            weightParameters.get(layer).learned(),
                            biasParameters.get(layer).learned()));
        }
        return new ConvolutionalNetwork(form, copies);
    }

    @Override
    public Scores score(ConvolutionalNetwork copy, byte[] pixels, int images) {
        return copy.score(pixels, images, kernel);
    }

    private static int divideUp(int amount, int portion) {
        return (amount + portion - 1) / portion;
    }

    /** Changes parameters from the one to before the other, as a step does it. */
    private interface Change {
        void apply(Step step, Parameters parameters, int from, int to);
    }

    /** Some of a layer's parameters, and the gradients that the slices have for all of them. */
    private record Portion(Parameters parameters, List<float[]> slices, int from, int to, Change change) {

        /** Adds the gradients of the slices, in their order; with the last of a step's images, takes the step too. */
        void learn(int count, MicroBatch microBatch, Step step) {
            if (microBatch.isFirst()) {
                parameters.clearGradient(from, to);
            }
            for (int slice = 0; slice < count; slice++) {
                add(slices.get(slice));
            }
            if (microBatch.isLast()) {
                change.apply(step, parameters, from, to);
            }
        }

        private void add(float[] gradient) {
            float[] sums = parameters.gradient;
            for (int i = from; i < to; i++) {
                sums[i] += gradient[i];
            }
        }
    }
}
