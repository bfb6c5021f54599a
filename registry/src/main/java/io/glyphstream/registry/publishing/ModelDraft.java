package io.glyphstream.registry.publishing;

import io.glyphstream.registry.topics.ModelNames;
import io.glyphstream.schemas.LearningCurve;
import io.glyphstream.schemas.Probe;
import io.glyphstream.schemas.TrainingFacts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a publisher says of a model that has no version yet.
 *
 * @param model the model's name: lower-case letters, digits, {@code . _ -}, at most 64 of them
 * @param kind {@code perceptron} or {@code nearest-neighbors}
 * @param format the version of the snapshot's format
 * @param input what the model takes, and what it tells apart
 * @param training how the model came to be
 * @param probes images of the input's shape with the exact outputs, one for each class
 * @param publishedBy who publishes it
 * @param curve how its training went, if it had epochs
 */
public record ModelDraft(
        String model,
        String kind,
        int format,
        ModelInput input,
        TrainingFacts training,
        List<Probe> probes,
        String publishedBy,
        Optional<LearningCurve> curve) {
    public ModelDraft {
        checkName(model);
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(publishedBy, "publishedBy");
        probes = List.copyOf(probes);
        within("format", format, 1, Integer.MAX_VALUE);
        for (var probe : probes) {
            check(probe, input.shape().bytes(), input.classes());
        }
    }

    /** Of a model that has no learning curve. */
    public ModelDraft(
            String model,
            String kind,
            int format,
            ModelInput input,
            TrainingFacts training,
            List<Probe> probes,
            String publishedBy) {
        this(model, kind, format, input, training, probes, publishedBy, Optional.empty());
    }

    /** Of a model that takes gray images, whose classes have no names. */
    public ModelDraft(
            String model,
            String kind,
            int format,
            int rows,
            int columns,
            int classes,
            TrainingFacts training,
            List<Probe> probes,
            String publishedBy) {
        this(model, kind, format, ModelInput.gray(rows, columns, classes), training, probes, publishedBy);
    }

    /** Returns the height of the images that the model takes. */
    public int rows() {
        return input.shape().rows();
    }

    /** Returns the width of the images that the model takes. */
    public int columns() {
        return input.shape().columns();
    }

    /** Returns the number of classes. */
    public int classes() {
        return input.classes();
    }

    /** Requires that a model may have this name, so that nobody trains for minutes under one that is refused then. */
    public static void checkName(String model) {
        if (!ModelNames.isName(model)) {
            throw new IllegalArgumentException("model must be lower-case letters, digits, '.', '_' or '-', begin with a"
                    + " letter or digit and have at most 64 characters, but was '" + model + "'");
        }
    }

    private static void check(Probe probe, long pixels, int classes) {
        if (probe.getPixels().remaining() != pixels) {
            throw new IllegalArgumentException("a probe must have " + pixels + " pixels but had "
                    + probe.getPixels().remaining());
        }
        if (probe.getOutputs().size() != classes) {
            throw new IllegalArgumentException("a probe must have one output for each of " + classes
                    + " classes but had " + probe.getOutputs().size());
        }
        within("a probe's label", probe.getLabel(), 0, classes - 1);
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be within [" + least + ", " + most + "] but was " + value);
        }
    }
}
