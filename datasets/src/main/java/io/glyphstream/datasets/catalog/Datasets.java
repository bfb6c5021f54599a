package io.glyphstream.datasets.catalog;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.MissingDataException;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.datasets.idx.IdxSums;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The datasets that are known by name. */
public final class Datasets {

    /** Handwritten digits of the MNIST database: 60,000 to learn from, 10,000 to be judged by. */
    public static final String MNIST = "mnist";

    /** Digits that {@link DigitPainter} draws: 10,000 to learn from, 2,000 to be judged by. Needs no files. */
    public static final String DIGITS = "digits";

    public static final List<String> NAMES = List.of(MNIST, DIGITS);

    private static final int DRAWN_TRAINING = 10_000;
    private static final int DRAWN_TEST = 2_000;

    /* Part of what the name means, like MNIST's files: everyone's "digits" are the same pixels. */
    private static final long DRAWN_TRAINING_SEED = 1;
    private static final long DRAWN_TEST_SEED = 2;

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
        return switch (name) {
            case MNIST -> new Mnist(locations, listener).load();
            case DIGITS -> digits();
            default -> throw new IllegalArgumentException("dataset must be one of " + NAMES + " but was " + name);
        };
    }

    /** Returns whether a folder holds the four IDX files of a dataset, gzipped or not, by MNIST's names. */
    public static boolean isIdxFolder(Path folder) {
        return IdxFile.missingIn(folder).isEmpty();
    }

    /** Returns the names of those of the four IDX files that a folder lacks when it has some of them; none when it has none or all. */
    public static List<String> missingOfIdxFolder(Path folder) {
        List<IdxFile> missing = IdxFile.missingIn(folder);
        return missing.size() == IdxFile.values().length
                ? List.of()
                : missing.stream().map(IdxFile::gzippedName).toList();
    }

    /**
     * Returns any dataset whose four IDX files have MNIST's names, such as Fashion-MNIST. No checksum is known for it, and
     * the highest label says how many classes there are.
     *
     * @throws MissingDataException when one of the files is not there
     * @throws DataException when a file is not what it should be
     */
    public static Dataset loadIdxFolder(String name, Path folder) {
        Dataset read = Mnist.read(name, folder, LabeledImages.MAX_CLASSES, file -> IdxSums.anyIdx());
        int classes = 1 + Math.max(highestLabel(read.training()), highestLabel(read.test()));
        return new Dataset(name, withClasses(read.training(), classes), withClasses(read.test(), classes));
    }

    private static int highestLabel(LabeledImages images) {
        return IntStream.of(images.labels()).max().orElse(0);
    }

    private static LabeledImages withClasses(LabeledImages images, int classes) {
        return new LabeledImages(
                images.name(), images.rows(), images.columns(), classes, images.pixels(), images.labels());
    }

    private static Dataset digits() {
        return new Dataset(
                DIGITS,
                DigitPainter.draw(DIGITS + " training", DRAWN_TRAINING, DRAWN_TRAINING_SEED),
                DigitPainter.draw(DIGITS + " test", DRAWN_TEST, DRAWN_TEST_SEED));
    }
}
