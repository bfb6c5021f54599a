package io.glyphstream.datasets;

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
        throw new UnsupportedOperationException();
    }

    /** Returns the labels of a file, each 0 to 255. */
    public static int[] readLabels(Path file) {
        throw new UnsupportedOperationException();
    }
}
