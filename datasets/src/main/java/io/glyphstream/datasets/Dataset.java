package io.glyphstream.datasets;

/** Images to learn from and images to be judged by, of one size and with the same classes. */
public record Dataset(String name, LabeledImages training, LabeledImages test) {

    public Dataset {
        if (training.rows() != test.rows() || training.columns() != test.columns()) {
            throw new DataException(name + ": training images and test images must have one size but were " + training
                    + " and " + test);
        }
        if (training.classes() != test.classes()) {
            throw new DataException(name + ": training and test must have the same classes but had "
                    + training.classes() + " and " + test.classes());
        }
    }

    public LabeledImages part(DatasetPart part) {
        return switch (part) {
            case TRAINING -> training;
            case TEST -> test;
        };
    }
}
