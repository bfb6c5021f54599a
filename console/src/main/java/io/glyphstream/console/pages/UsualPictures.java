package io.glyphstream.console.pages;

import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.PicturePreprocessing;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Colors;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Fit;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Polarity;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.ModelManifest;

/** How pictures become images of a model whose manifest does not say it: as {@code glyphstream predict} does without options. */
final class UsualPictures {

    private UsualPictures() {}

    static PictureConversion conversion(ModelManifest manifest) {
        var mnist = PictureConversion.asMnist();
        boolean isColor = manifest.getChannels() == Images.COLOR;
        if (!isColor && manifest.getRows() == mnist.rows() && manifest.getColumns() == mnist.columns()) {
            return mnist;
        }
        return new PictureConversion(
                manifest.getRows(),
                manifest.getColumns(),
                new PicturePreprocessing(
                        isColor ? Colors.RGB : Colors.GRAY,
                        isColor ? Polarity.AS_IS : Polarity.AUTOMATIC,
                        Fit.STRETCH,
                        false));
    }
}
