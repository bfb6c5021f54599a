package io.glyphstream.model.network;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.BatchSource;
import io.glyphstream.model.neural.LearnerTraining;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.Training;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.neural.TrainingResult;

/** Trains convolutional networks by backpropagation. The result is the same bits for any number of threads. */
public final class NetworkTraining implements Training<ConvolutionalNetwork> {

    private final NetworkDesign design;
    private final LearningSettings settings;
    private final LearnerTraining training;
    private final Kernel kernel;

    /**
     * Returns a training with these settings.
     *
     * @param threads share out the mathematics and the preparation of images; where images are distorted, a single thread
     *     has another prepare them
     */
    public NetworkTraining(NetworkDesign design, LearningSettings settings, int threads, TrainingListener listener) {
        this(design, settings, threads, listener, Kernel.fastest());
    }

    NetworkTraining(
            NetworkDesign design, LearningSettings settings, int threads, TrainingListener listener, Kernel kernel) {
        this.design = design;
        this.settings = settings;
        this.training = new LearnerTraining(settings, threads, listener);
        this.kernel = kernel;
    }

    @Override
    public void stop() {
        training.stop();
    }

    @Override
    public TrainingResult<ConvolutionalNetwork> train(Examples examples, Examples validation) {
        LearnerTraining.requireExamples(examples, validation);
        var form = design.form(Shape.of(examples.shape()), examples.classes());
        return train(design.start(form, settings.seed()), examples, validation);
    }

    @Override
    public TrainingResult<ConvolutionalNetwork> train(
            ConvolutionalNetwork start, Examples examples, Examples validation) {
        LearnerTraining.requireExamples(examples, validation);
        design.requireForm(start.form(), examples);
        int capacity = BatchSource.capacity(examples, settings);
        return training.train(
                start,
                new LearnerTraining.InputAndOutput(design.scaling(), design.output()),
                new Examples.Split(examples, validation),
                workers -> new NetworkLearner(start, capacity, settings, kernel, workers));
    }
}
