package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.Dataset;
import java.util.List;

/**
 * A data set that was read from a folder of pictures.
 *
 * @param conversion how the pictures became images
 * @param rejected pictures that were left out, and why
 */
public record PictureDataset(Dataset dataset, PictureConversion conversion, List<PictureOutcome.Rejected> rejected) {

    public PictureDataset {
        rejected = List.copyOf(rejected);
    }
}
