package io.glyphstream.datasets;

import java.nio.file.Path;
import java.util.List;

/** The datasets that are known by name. */
public final class Datasets {

    /** Handwritten digits of the MNIST database: 60,000 to learn from, 10,000 to be judged by. */
    public static final String MNIST = "mnist";

    /** Digits that {@link DigitPainter} draws: 10,000 to learn from, 2,000 to be judged by. Needs no files. */
    public static final String DIGITS = "digits";

    public static final List<String> NAMES = List.of(MNIST, DIGITS);

    private Datasets() {}

    /**
     * Returns a dataset by its name.
     *
     * @param name one of {@link #NAMES}
     * @throws MissingDataException when it is neither on this machine nor on a mirror
     * @throws DataException when a file is not what it should be
     * @throws IllegalArgumentException when the name is not known
     */
    public static Dataset load(String name, DatasetLocations locations, ProgressListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Returns whether a folder holds the four IDX files of a dataset, gzipped or not, by MNIST's names. */
    public static boolean isIdxFolder(Path folder) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns any dataset whose four IDX files have MNIST's names, such as Fashion-MNIST. No checksum is known for it.
     *
     * @throws MissingDataException when one of the files is not there
     * @throws DataException when a file is not what it should be
     */
    public static Dataset loadIdxFolder(String name, Path folder) {
        throw new UnsupportedOperationException();
    }
}
