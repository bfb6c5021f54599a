package io.glyphstream.datasets.catalog;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.LabeledImages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One image of a named dataset, written {@code mnist:test:17}. Counts from 0. */
public record ImageReference(String dataset, DatasetPart part, int index) {

    public ImageReference {
        if (dataset.isEmpty()) {
            throw new IllegalArgumentException("a dataset has a name");
        }
        if (index < 0) {
            throw new IllegalArgumentException("an image's index must be at least 0 but was " + index);
        }
    }

    /**
     * Returns the reference that a text is, or nothing when the text is something else, such as a file name.
     *
     * <p>The part is {@code train}, {@code training} or {@code test}; the dataset is one of {@link Datasets#NAMES}.
     */
    public static Optional<ImageReference> parse(String written) {
        List<String> fields = List.of(written.split(":", -1));
        if (fields.size() != 3
                || !Datasets.NAMES.contains(fields.get(0))
                || !fields.get(2).matches("\\d{1,9}")) {
            return Optional.empty();
        }
        int index = Integer.parseInt(fields.get(2));
        return switch (fields.get(1)) {
            case "train", "training" -> Optional.of(new ImageReference(fields.get(0), DatasetPart.TRAINING, index));
            case "test" -> Optional.of(new ImageReference(fields.get(0), DatasetPart.TEST, index));
            default -> Optional.empty();
        };
    }

    /**
     * Returns the image in its dataset.
     *
     * @throws DataException when the dataset has fewer images
     */
    public GrayImage imageIn(Dataset source) {
        return images(source).image(index);
    }

    /** Returns the class that the image shows. */
    public int labelIn(Dataset source) {
        return images(source).label(index);
    }

    private LabeledImages images(Dataset source) {
        LabeledImages images = source.part(part);
        if (index >= images.size()) {
            throw new DataException(this + " does not exist: " + images.name() + " has " + images.size() + " images");
        }
        return images;
    }

    @Override
    public String toString() {
        return dataset + ":" + part.name().toLowerCase(Locale.ROOT) + ":" + index;
    }
}
