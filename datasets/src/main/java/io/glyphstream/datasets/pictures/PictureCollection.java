package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.PathNames;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.datasets.pictures.DistinctPictures.Picture;
import io.glyphstream.datasets.pictures.PictureDecoder.Extent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A folder of pictures to learn from, with a subfolder for each class.
 *
 * <p>It is read twice. {@link #inspect} reads every file for its SHA-256 and its size, and {@link #read} makes images of them. In between
 * it can be asked which size they have.
 *
 * <p>Where the folder has no {@code train} and {@code test} of its own, a picture is held out if the first four bytes of its SHA-256, as
 * a number, are divisible by five. So about a fifth is, and no picture changes sides when others come or go. The images are in order of
 * these sums: neither names nor file systems decide it, and the first of them show all classes.
 */
public final class PictureCollection {

    /** No array is longer. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    /** Pictures of one size are taken as they are up to so many rows and columns; the others are scaled to it. */
    private static final int USUAL_SIDE = 64;

    private final Path folder;
    private final ClassFolders classes;
    private final DistinctPictures distinct;
    private final ParallelReading reading;

    private PictureCollection(Path folder, ClassFolders classes, DistinctPictures distinct, ParallelReading reading) {
        this.folder = folder;
        this.classes = classes;
        this.distinct = distinct;
        this.reading = reading;
    }

    /**
     * Looks at all pictures of a folder.
     *
     * @param threads how many to use; nothing depends on it
     * @throws DataException when its subfolders are no classes, or two of them have the same picture
     */
    public static PictureCollection inspect(Path folder, int threads, ReadingListener listener) {
        var reading = new ParallelReading(threads, listener);
        ClassFolders classes = ClassFolders.of(folder);
        return new PictureCollection(folder, classes, DistinctPictures.of(folder, classes, reading), reading);
    }

    /** Returns the names of the subfolders, in order of the classes. */
    public List<String> classNames() {
        return classes.names();
    }

    /** Returns what was passed over: files that are not called pictures, folders without pictures, pictures outside of any class. */
    public List<Path> ignored() {
        return classes.ignored();
    }

    /** Returns a sentence for each file that is passed over since another one has the same content. */
    public List<String> repetitions() {
        return distinct.repetitions();
    }

    /** Returns the size of all pictures, if they have one. */
    public Optional<Size> onlySize() {
        List<Extent> extents = distinct.pictures().stream()
                .map(Picture::extent)
                .distinct()
                .limit(2)
                .toList();
        return extents.size() == 1
                ? Optional.of(new Size(extents.get(0).rows(), extents.get(0).columns()))
                : Optional.empty();
    }

    /** Returns the size to take where none is wished: that of all pictures where they have one that is small, 64 x 64 otherwise. */
    public Size usualSize() {
        return onlySize()
                .filter(size -> size.rows() <= USUAL_SIDE && size.columns() <= USUAL_SIDE)
                .orElse(new Size(USUAL_SIDE, USUAL_SIDE));
    }

    /** Rows and columns of pictures or images. */
    public record Size(int rows, int columns) {

        @Override
        public String toString() {
            return rows + " x " + columns;
        }
    }

    /**
     * Makes images of all pictures. Those that cannot be decoded are left out.
     *
     * @throws DataException when a class has no picture to learn from, there is none to be judged by, or the images are too many for their
     *     size
     */
    public PictureDataset read(PictureConversion conversion) {
        String name = PathNames.last(folder);
        var rejected = new ArrayList<>(distinct.rejected());
        LabeledImages training = images(name + " training", DatasetPart.TRAINING, conversion, rejected);
        LabeledImages test = images(name + " test", DatasetPart.TEST, conversion, rejected);
        requireImages(training, test, rejected);
        return new PictureDataset(new Dataset(name, training, test, classes.names()), conversion, rejected);
    }

    private LabeledImages images(
            String name, DatasetPart part, PictureConversion conversion, List<PictureOutcome.Rejected> rejected) {
        List<Picture> pictures = distinct.pictures().stream()
                .filter(picture -> picture.part() == part)
                .toList();
        var shape = new PixelShape(conversion.rows(), conversion.columns(), conversion.channels());
        byte[] pixels = new byte[bytes(pictures.size(), shape)];
        List<Optional<PictureOutcome.Rejected>> refusals = reading.each(
                "reading " + name, pictures.size(), i -> read(pictures.get(i), conversion, pixels, i * shape.bytes()));
        int[] labels = new int[pictures.size()];
        int good = 0;
        for (int i = 0; i < labels.length; i++) {
            if (refusals.get(i).isPresent()) {
                rejected.add(refusals.get(i).get());
                continue;
            }
            System.arraycopy(pixels, i * shape.bytes(), pixels, good * shape.bytes(), shape.bytes());
            labels[good++] = pictures.get(i).label();
        }
        byte[] kept = good == labels.length ? pixels : Arrays.copyOf(pixels, good * shape.bytes());
        return new LabeledImages(name, shape, classes.names().size(), kept, Arrays.copyOf(labels, good));
    }

    private int bytes(int count, PixelShape shape) {
        long bytes = (long) count * shape.bytes();
        if (bytes > MOST_BYTES) {
            throw new DataException(folder + ": " + count + " images of " + shape + " take " + bytes
                    + " bytes: expected at most " + MOST_BYTES + ". Choose a smaller size");
        }
        return (int) bytes;
    }

    private static Optional<PictureOutcome.Rejected> read(
            Picture picture, PictureConversion conversion, byte[] pixels, int place) {
        try {
            PixelImage image = Pictures.read(picture.file(), conversion);
            System.arraycopy(
                    image.sharedPixels(), 0, pixels, place, image.shape().bytes());
            return Optional.empty();
        } catch (DataException refused) {
            return Optional.of(new PictureOutcome.Rejected(picture.file(), String.valueOf(refused.getMessage())));
        }
    }

    private void requireImages(LabeledImages training, LabeledImages test, List<PictureOutcome.Rejected> rejected) {
        int all = training.size() + test.size();
        if (all == 0) {
            throw new DataException(folder + ": not one picture is good; the first: "
                    + rejected.get(0).reason());
        }
        int[] learned = new int[classes.names().size()];
        for (int label : training.labels()) {
            learned[label]++;
        }
        for (int label = 0; label < learned.length; label++) {
            if (learned[label] == 0) {
                throw new DataException(folder + ": expected a picture to learn from in each class but "
                        + classes.names().get(label) + " has none"
                        + (test.size() == 0 ? "" : " that is not held out as test")
                        + advice(rejected));
            }
        }
        if (test.size() == 0) {
            throw new DataException(folder + ": expected a picture to measure by but none of " + all
                    + " is held out: about a fifth is, by content" + advice(rejected));
        }
    }

    private static String advice(List<PictureOutcome.Rejected> rejected) {
        return ". Add pictures, or part them into the folders train and test yourself"
                + (rejected.isEmpty() ? "" : "; " + rejected.size() + " could not be read");
    }
}
