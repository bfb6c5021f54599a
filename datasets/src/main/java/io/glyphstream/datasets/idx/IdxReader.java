package io.glyphstream.datasets.idx;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.LabeledImages;
import java.nio.file.Path;

/** Reads IDX files, the format of MNIST, gzipped or not. */
public final class IdxReader {

    private IdxReader() {}

    /**
     * Returns the images of one file with the labels of another.
     *
     * @param classes how many there are: a label outside [0, classes) is refused
     * @throws DataException when a file is not what it should be, naming the file, what was expected and what was found
     */
    public static LabeledImages read(String name, Path images, Path labels, int classes) {
        return read(new Source(name, images, labels, classes), IdxSums.anyIdx(), IdxSums.anyIdx());
    }

    /** Returns the labels of a file, each 0 to 255. */
    public static int[] readLabels(Path file) {
        return labels(file, LabeledImages.MAX_CLASSES, IdxSums.anyIdx());
    }

    /** Two files that belong together. */
    public record Source(String name, Path images, Path labels, int classes) {}

    /** Judges what a file held, before anyone uses it. */
    @FunctionalInterface
    public interface Check {
        void check(Path file, byte[] header, byte[] body);
    }

    public static LabeledImages read(Source source, Check imagesCheck, Check labelsCheck) {
        int[] labels = labels(source.labels(), source.classes(), labelsCheck);
        try (IdxStream stream = IdxStream.open(source.images(), IdxStream.Content.IMAGES)) {
            if (stream.count() != labels.length) {
                throw new DataException(source.images() + ": expected " + labels.length
                        + " images, as many as labels in " + source.labels() + ", but found " + stream.count());
            }
            byte[] pixels = stream.readBody();
            imagesCheck.check(source.images(), stream.header(), pixels);
            return new LabeledImages(source.name(), stream.rows(), stream.columns(), source.classes(), pixels, labels);
        }
    }

    private static int[] labels(Path file, int classes, Check check) {
        byte[] body;
        try (IdxStream stream = IdxStream.open(file, IdxStream.Content.LABELS)) {
            body = stream.readBody();
            check.check(file, stream.header(), body);
        }
        int[] labels = new int[body.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = body[i] & 0xff;
            if (labels[i] >= classes) {
                throw new DataException(
                        file + ": expected label " + i + " within [0, " + (classes - 1) + "] but found " + labels[i]);
            }
        }
        return labels;
    }
}
