package io.glyphstream.model.perceptron;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.RandomStream;
import io.glyphstream.matrix.Workers;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.Scores;
import io.glyphstream.model.neural.Activations;
import io.glyphstream.model.neural.Batch;
import io.glyphstream.model.neural.Dropout;
import io.glyphstream.model.neural.Learner;
import io.glyphstream.model.neural.Loss;
import io.glyphstream.model.neural.Measure;
import io.glyphstream.model.neural.MicroBatch;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.RandomPurpose;
import io.glyphstream.model.neural.Signals;
import io.glyphstream.model.neural.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A perceptron while it learns, by backpropagation.
 *
 * <p>D. Rumelhart, G. Hinton, R. Williams: Learning representations by back-propagating errors, 1986.
 */
final class Network implements Learner<Perceptron> {

    private final List<LayerTraining> layers = new ArrayList<>();
    private final TrainingSettings settings;
    private final Kernel kernel;
    private final InputShape shape;
    private final int classes;

    /** Returns the network that learns from the weights of another on. */
    Network(Perceptron start, int capacity, TrainingSettings settings, Kernel kernel, Workers workers) {
        for (DenseLayer layer : start.denseLayers()) {
            layers.add(new LayerTraining(layer.copy(), capacity, settings.learning(), kernel, workers));
        }
        this.settings = settings;
        this.kernel = kernel;
        this.shape = start.input();
        this.classes = start.classes();
    }

    /** Returns the random weights that training starts from. */
    static List<DenseLayer> start(int inputs, int classes, TrainingSettings settings) {
        var widths = new ArrayList<Integer>();
        widths.add(inputs);
        widths.addAll(settings.network().hidden());
        widths.add(classes);
        var layers = new ArrayList<DenseLayer>();
        for (int i = 0; i + 1 < widths.size(); i++) {
            var layer = new DenseLayer(widths.get(i), widths.get(i + 1));
            var random = RandomStream.of(settings.seed(), RandomPurpose.WEIGHTS.code, i);
            for (int input = 0; input < layer.inputs; input++) {
                for (int output = 0; output < layer.outputs; output++) {
                    layer.weights[input * layer.stride + output] =
                            (float) settings.network().initialization().draw(random, layer.inputs);
                }
            }
            layers.add(layer);
        }
        return layers;
    }

    @Override
    public Perceptron learned() {
        List<DenseLayer> copies = layers.stream().map(LayerTraining::learned).toList();
        return new Perceptron(
                shape, settings.network().scaling(), copies, settings.network().output());
    }

    @Override
    public Scores score(Perceptron copy, byte[] pixels, int images) {
        return copy.score(pixels, images, kernel);
    }

    @Override
    public Measure learn(Batch batch, Step step) {
        MicroBatch microBatch = batch.microBatch();
        int rows = microBatch.size();
        Signals flow = batch.input;
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).sums(flow, rows);
            flow = layers.get(i).out;
            if (i + 1 < layers.size()) {
                layers.get(i).activate(rows, dropout(i, step, microBatch));
            }
        }
        Measure measure = measure(batch);
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (i > 0) {
                layers.get(i).passBack(layers.get(i - 1), rows, dropout(i - 1, step, microBatch));
            }
            layers.get(i).learn(i > 0 ? layers.get(i - 1).out : batch.input, microBatch, step);
        }
        return measure;
    }

    private Dropout dropout(int layer, Step step, MicroBatch microBatch) {
        double share = settings.regularization().hiddenDropout();
        return new Dropout(
                share,
                RandomStream.seed(
                        settings.seed(), RandomPurpose.DROPOUT.code, layer, step.number(), microBatch.from()));
    }

    /** Turns the last layer's sums into outputs, compares them with the labels, and writes the first slopes. */
    private Measure measure(Batch batch) {
        LayerTraining last = layers.get(layers.size() - 1);
        OutputLayer output = settings.network().output();
        float[] outputs = last.out.values;
        double loss = 0;
        int right = 0;
        for (int row = 0; row < batch.microBatch().size(); row++) {
            int at = row * last.stride();
            int label = batch.labels[row];
            Activations.finish(output, outputs, at, classes);
            loss += Loss.of(output, outputs, at, classes, label);
            right += Scores.largest(outputs, at, classes) == label ? 1 : 0;
            var target = new Loss.Target(label, classes, batch.microBatch().stepSize());
            Loss.slopes(output, outputs, last.slopes, at, target);
        }
        return new Measure(batch.microBatch().size(), loss, right);
    }
}
