package io.glyphstream.trainer;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What data must be like to make a model of, checked before minutes of training. */
final class TrainingData {

    private static final int LEAST_CLASSES = 2;

    private TrainingData() {}

    /** Refuses data that no useful model can be made of, or that no model can be measured on. */
    static void require(Dataset dataset) {
        requireImages(dataset.name(), "training", dataset.training());
        requireImages(dataset.name(), "test", dataset.test());
        var training = dataset.training();
        var shown = classesOf(training, training.size());
        if (shown < LEAST_CLASSES) {
            throw new DataException(dataset.name() + ": training images must show at least " + LEAST_CLASSES
                    + " classes but all " + training.size() + " show class " + training.label(0));
        }
        var learned = IntStream.of(training.labels()).boxed().collect(Collectors.toSet());
        for (var label : dataset.test().labels()) {
            if (!learned.contains(label)) {
                throw new DataException(dataset.name()
                        + ": each class of the test images must have a training image but class " + label
                        + " has none; there are " + training.size() + " training images of " + shown + " classes");
            }
        }
    }

    /** Returns how many classes the first images show. */
    static long classesOf(LabeledImages images, int first) {
        return IntStream.of(images.labels()).limit(first).distinct().count();
    }

    private static void requireImages(String dataset, String part, LabeledImages images) {
        if (images.size() == 0) {
            throw new DataException(dataset + ": there must be at least 1 " + part + " image but there are none");
        }
    }
}
