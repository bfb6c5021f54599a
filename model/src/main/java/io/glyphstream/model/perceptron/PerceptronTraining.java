package io.glyphstream.model.perceptron;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.BatchSource;
import io.glyphstream.model.neural.LearnerTraining;
import io.glyphstream.model.neural.Training;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.neural.TrainingResult;
import java.util.List;

/** Trains perceptrons by backpropagation. The result is the same bits for any number of threads. */
public final class PerceptronTraining implements Training<Perceptron> {

    private final TrainingSettings settings;
    private final LearnerTraining training;
    private final Kernel kernel;

    /**
     * Returns a training with these settings.
     *
     * @param threads share out the mathematics and the preparation of images; where images are distorted, a single thread
     *     has another prepare them
     */
    public PerceptronTraining(TrainingSettings settings, int threads, TrainingListener listener) {
        this(settings, threads, listener, Kernel.fastest());
    }

    PerceptronTraining(TrainingSettings settings, int threads, TrainingListener listener, Kernel kernel) {
        this.settings = settings;
        this.training = new LearnerTraining(settings.learning(), threads, listener);
        this.kernel = kernel;
    }

    @Override
    public void stop() {
        training.stop();
    }

    @Override
    public TrainingResult<Perceptron> train(Examples training, Examples validation) {
        LearnerTraining.requireExamples(training, validation);
        int inputs = training.shape().values();
        var start = new Perceptron(
                training.shape(),
                settings.network().scaling(),
                Network.start(inputs, training.classes(), settings),
                settings.network().output());
        return train(start, training, validation);
    }

    @Override
    public TrainingResult<Perceptron> train(Perceptron start, Examples examples, Examples validation) {
        LearnerTraining.requireExamples(examples, validation);
        requireFit(start, examples);
        NetworkSettings network = settings.network();
        int capacity = BatchSource.capacity(examples, settings.learning());
        return training.train(
                start,
                new LearnerTraining.InputAndOutput(network.scaling(), network.output()),
                new Examples.Split(examples, validation),
                workers -> new Network(start, capacity, settings, kernel, workers));
    }

    private void requireFit(Perceptron start, Examples examples) {
        List<Integer> hidden = start.denseLayers().stream()
                .limit(start.denseLayers().size() - 1)
                .map(layer -> layer.outputs)
                .toList();
        NetworkSettings network = settings.network();
        if (!hidden.equals(network.hidden())
                || start.output() != network.output()
                || start.scaling() != network.scaling()) {
            throw new IllegalArgumentException("the first weights must be those of " + network + " but had hidden "
                    + hidden + ", output " + start.output() + ", scaling " + start.scaling());
        }
        if (!start.input().equals(examples.shape()) || start.classes() != examples.classes()) {
            throw new IllegalArgumentException("the first weights must fit " + examples + " but were for "
                    + start.classes() + " classes of " + start.input());
        }
    }
}
