package io.glyphstream.datasets;

import java.util.HashSet;
import java.util.List;

/**
 * Images to learn from and images to be judged by, of one shape and with the same classes.
 *
 * @param classNames what people call the classes, in order of the classes, all different; empty if they have no names
 */
public record Dataset(String name, LabeledImages training, LabeledImages test, List<String> classNames) {

    public Dataset {
        if (!training.shape().equals(test.shape())) {
            throw new DataException(name + ": training images and test images must have one size but were " + training
                    + " and " + test);
        }
        if (training.classes() != test.classes()) {
            throw new DataException(name + ": training and test must have the same classes but had "
                    + training.classes() + " and " + test.classes());
        }
        classNames = List.copyOf(classNames);
        requireNames(name, classNames, training.classes());
    }

    /** A data set whose classes have no names. */
    public Dataset(String name, LabeledImages training, LabeledImages test) {
        this(name, training, test, List.of());
    }

    /** Returns the same images, whose classes have these names; none if there are none. */
    public Dataset withClassNames(List<String> names) {
        return new Dataset(name, training, test, names);
    }

    public LabeledImages part(DatasetPart part) {
        return switch (part) {
            case TRAINING -> training;
            case TEST -> test;
        };
    }

    private static void requireNames(String dataset, List<String> names, int classes) {
        if (!names.isEmpty() && names.size() != classes) {
            throw new DataException(dataset + ": expected a name for each of the " + classes
                    + " classes but there were " + names.size());
        }
        var seen = new HashSet<String>();
        for (int label = 0; label < names.size(); label++) {
            String className = names.get(label);
            if (className.isBlank() || !seen.add(className)) {
                throw new DataException(
                        dataset + ": expected names of classes that differ and are not blank but that of " + label
                                + " was '" + className + "'");
            }
        }
    }
}
