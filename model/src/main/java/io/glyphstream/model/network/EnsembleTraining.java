package io.glyphstream.model.network;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.RandomStream;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.BatchSource;
import io.glyphstream.model.neural.LearnerTraining;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.RandomPurpose;
import io.glyphstream.model.neural.Training;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.neural.TrainingResult;
import java.util.stream.IntStream;

/**
 * Trains ensembles: their members side by side, each by backpropagation. The result is the same bits for any number of
 * threads; the first member is what {@link NetworkTraining} makes with the same settings and without validation images.
 */
public final class EnsembleTraining implements Training<NetworkEnsemble> {

    private final NetworkDesign design;
    private final int members;
    private final LearningSettings settings;
    private final LearnerTraining training;
    private final Kernel kernel;

    /**
     * Returns a training with these settings.
     *
     * @param members how many networks, as {@link NetworkEnsemble} allows
     * @param threads share out the mathematics and the preparation of images; where images are distorted, a single thread
     *     has another prepare them
     */
    public EnsembleTraining(
            NetworkDesign design, int members, LearningSettings settings, int threads, TrainingListener listener) {
        this(design, members, settings, threads, listener, Kernel.fastest());
    }

    EnsembleTraining(
            NetworkDesign design,
            int members,
            LearningSettings settings,
            int threads,
            TrainingListener listener,
            Kernel kernel) {
        this.design = design;
        this.members = members;
        this.settings = settings;
        this.training = new LearnerTraining(settings, threads, listener);
        this.kernel = kernel;
    }

    @Override
    public void stop() {
        training.stop();
    }

    @Override
    public TrainingResult<NetworkEnsemble> train(Examples examples, Examples validation) {
        LearnerTraining.requireExamples(examples, validation);
        var form = design.form(Shape.of(examples.shape()), examples.classes());
        NetworkEnsemble.requireWithinBounds(form, members);
        var start = IntStream.range(0, members)
                .mapToObj(member -> design.start(form, settingsOf(member).seed()))
                .toList();
        return train(new NetworkEnsemble(start), examples, validation);
    }

    /**
     * Returns an ensemble trained from the weights of another, which has the form and the number of members that the settings
     * name.
     *
     * @throws IllegalArgumentException if it has another form, or more or fewer members
     * @throws io.glyphstream.model.neural.DivergedException if the loss stops being a number
     */
    @Override
    public TrainingResult<NetworkEnsemble> train(NetworkEnsemble start, Examples examples, Examples validation) {
        LearnerTraining.requireExamples(examples, validation);
        design.requireForm(start.form(), examples);
        if (start.members().size() != members) {
            throw new IllegalArgumentException("the ensemble that it begins with must have " + members
                    + " members but had " + start.members().size());
        }
        int capacity = BatchSource.capacity(examples, settings);
        return training.train(
                start,
                new LearnerTraining.InputAndOutput(design.scaling(), design.output()),
                new Examples.Split(examples, validation),
                workers -> new EnsembleLearner(
                        IntStream.range(0, members)
                                .mapToObj(member -> new NetworkLearner(
                                        start.members().get(member), capacity, settingsOf(member), kernel, workers))
                                .toList(),
                        kernel));
    }

    /** Each member has a seed of its own; that of the first is the ensemble's. */
    private LearningSettings settingsOf(int member) {
        return member == 0
                ? settings
                : settings.withSeed(RandomStream.seed(settings.seed(), RandomPurpose.MEMBER.code, member));
    }
}
