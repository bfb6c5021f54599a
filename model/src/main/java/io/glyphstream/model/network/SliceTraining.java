package io.glyphstream.model.network;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.RandomStream;
import io.glyphstream.matrix.Strided;
import io.glyphstream.model.Scores;
import io.glyphstream.model.neural.Activations;
import io.glyphstream.model.neural.Batch;
import io.glyphstream.model.neural.Dropout;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.Loss;
import io.glyphstream.model.neural.Measure;
import io.glyphstream.model.neural.MicroBatch;
import io.glyphstream.model.neural.RandomPurpose;
import io.glyphstream.model.neural.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes a slice of a batch forward and back through a network. One thread's at a time. */
final class SliceTraining {

    private final NetworkForm form;
    private final LearningSettings settings;
    private final List<Flow> flows;
    /** Those of the flows that leave something out, by their layer. */
    private final Map<Integer, DroppingFlow> dropping = new HashMap<>();

    private final int area;
    private final int classes;
    private final float[] input;
    private final float[] slopes;
    /** The images of the slice that go back. */
    private final ChosenRows chosen;

    /**
     * Returns room for so many images.
     *
     * @param weights what is learned; read at each slice
     * @param forward the same, (inputs of a sum x outputs)
     */
    SliceTraining(
            NetworkForm form,
            LearningSettings settings,
            int capacity,
            List<Weights> weights,
            List<Strided> forward,
            Kernel kernel) {
        this.form = form;
        this.settings = settings;
        this.flows = new ArrayList<>(Flows.of(form, capacity, weights, forward, kernel));
        if (settings.regularization().hiddenDropout() > 0) {
            leaveOutBeforeDense(capacity);
        }
        this.area = Math.toIntExact(form.input().size());
        this.classes = form.classes();
        this.input = new float[capacity * area];
        this.slopes = new float[capacity * classes];
        this.chosen = new ChosenRows(capacity);
    }

    /** What comes to the lowest layer with weights are pixels, of which another setting says how many are left out. */
    private void leaveOutBeforeDense(int capacity) {
        boolean isHidden = false;
        for (int layer = 0; layer < flows.size(); layer++) {
            long size = form.shapes().get(layer).size();
            if (isHidden && form.layers().get(layer).mayMissInputs()) {
                var flow = new DroppingFlow(flows.get(layer), Math.toIntExact(size), capacity);
                flows.set(layer, flow);
                dropping.put(layer, flow);
            }
            isHidden |= form.layers().get(layer).inputsOfSum(form.shapes().get(layer)) > 0;
        }
    }

    /**
     * Writes the gradient of some images' part of the loss, and returns how they were answered.
     *
     * @param gradient of each layer
     */
    Measure learn(Batch batch, int from, int to, List<Weights> gradient) {
        int count = to - from;
        for (int i = 0; i < count; i++) {
            System.arraycopy(batch.input.values, (from + i) * batch.input.stride, input, i * area, area);
        }
        leaveOut(batch.microBatch(), from);
        var inputs = new ArrayList<float[]>();
        float[] values = input;
        for (Flow flow : flows) {
            inputs.add(values);
            values = flow.forward(values, count);
        }
        Measure measure = measure(values, batch, from, to);
        goBack(inputs, choose(batch.microBatch(), from, count), gradient);
        return measure;
    }

    private void goBack(List<float[]> inputs, int count, List<Weights> gradient) {
        if (count == 0) {
            gradient.forEach(Weights::clear);
            return;
        }
        float[] back = slopes;
        int lowest = lowestWithWeights(gradient);
        for (int i = flows.size() - 1; i >= lowest; i--) {
            flows.get(i).gradient(inputs.get(i), back, count, gradient.get(i));
            if (i > lowest) {
                back = flows.get(i).back(inputs.get(i), back, count);
            }
        }
    }

    /** Moves what the way back needs of the images that go back to the front, and returns how many they are. */
    private int choose(MicroBatch microBatch, int from, int count) {
        if (settings.selection() == 0) {
            return count;
        }
        long seed =
                RandomStream.seed(settings.seed(), RandomPurpose.SELECTION.code, microBatch.epoch(), microBatch.from());
        var selection = new Selection(settings.selection(), seed);
        chosen.clear();
        for (int image = 0; image < count; image++) {
            float factor = selection.factor(from + image, error(image, microBatch.stepSize()));
            if (factor > 0) {
                chosen.add(image);
                for (int i = image * classes; i < (image + 1) * classes; i++) {
                    slopes[i] *= factor;
                }
            }
        }
        if (chosen.count() < count) {
            chosen.moveUp(slopes, classes);
            chosen.moveUp(input, area);
            flows.forEach(flow -> flow.keep(chosen));
        }
        return chosen.count();
    }

    private double error(int image, int stepSize) {
        double sum = 0;
        for (int i = image * classes; i < (image + 1) * classes; i++) {
            sum += Math.abs(slopes[i]);
        }
        return sum * stepSize;
    }

    private void leaveOut(MicroBatch microBatch, int row) {
        dropping.forEach((layer, flow) -> {
            long seed = RandomStream.seed(
                    settings.seed(), RandomPurpose.DROPOUT.code, layer, microBatch.epoch(), microBatch.from());
            flow.leaveOut(new Dropout(settings.regularization().hiddenDropout(), seed), row);
        });
    }

    /** What is below it learns nothing, so that nothing needs to come back to it. */
    private static int lowestWithWeights(List<Weights> gradient) {
        int lowest = 0;
        while (gradient.get(lowest).outputs == 0) {
            lowest++;
        }
        return lowest;
    }

    /** Turns the last layer's values into outputs, compares them with the labels, and writes the first slopes. */
    private Measure measure(float[] values, Batch batch, int from, int to) {
        double loss = 0;
        int right = 0;
        for (int row = from; row < to; row++) {
            int at = (row - from) * classes;
            int label = batch.labels[row];
            Activations.finish(form.output(), values, at, classes);
            loss += Loss.of(form.output(), values, at, classes, label);
            right += Scores.largest(values, at, classes) == label ? 1 : 0;
            var target = new Loss.Target(label, classes, batch.microBatch().stepSize());
            Loss.slopes(form.output(), values, slopes, at, target);
        }
        return new Measure(to - from, loss, right);
    }
}
