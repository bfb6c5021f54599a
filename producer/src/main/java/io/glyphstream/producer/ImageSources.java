package io.glyphstream.producer;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.catalog.ImageReference;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.PictureFolder;
import java.nio.file.Path;
import java.util.List;

/** The places that images can be fed from. */
public final class ImageSources {

    private ImageSources() {}

    /** A part of a data set: {@code mnist:test} gives {@code mnist-test-0} and so on, all labeled. */
    public static ImageSource dataset(Dataset dataset, DatasetPart part) {
        return new DatasetSource(dataset, part, 0, dataset.part(part).size());
    }

    /**
     * One image of a data set.
     *
     * @throws io.glyphstream.datasets.DataException when the set has fewer images
     */
    public static ImageSource reference(ImageReference reference, Dataset dataset) {
        reference.labelIn(dataset);
        return new DatasetSource(dataset, reference.part(), reference.index(), 1);
    }

    /**
     * A folder of pictures, labeled by their subfolders.
     *
     * @throws io.glyphstream.datasets.DataException when there are no pictures in it
     */
    public static ImageSource folder(Path folder, PictureConversion conversion) {
        return folder(folder, PictureFolder.open(folder), conversion, "");
    }

    /**
     * A folder of pictures that was listed before.
     *
     * @param prefix what the pictures' names begin with, where those of several folders are to be told apart
     */
    public static ImageSource folder(Path folder, PictureFolder pictures, PictureConversion conversion, String prefix) {
        return new FolderSource(folder, pictures, conversion, prefix);
    }

    /** Single pictures, without labels. */
    public static ImageSource files(List<Path> files, PictureConversion conversion) {
        return new FileSource(files, conversion);
    }
}
