package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Colors;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Fit;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Polarity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes an image that a model takes of one picture that was decoded. */
final class PictureConverter {

    private final String name;
    private final int rows;
    private final int columns;
    private final PicturePreprocessing preprocessing;

    /** Takes what messages call the picture, and what is to become of it. */
    PictureConverter(String name, PictureConversion conversion) {
        this.name = name;
        this.rows = conversion.rows();
        this.columns = conversion.columns();
        this.preprocessing = conversion.preprocessing();
    }

    PixelImage convert(List<DecodedPicture> channels) {
        return preprocessing.colors() == Colors.RGB ? color(channels) : PixelImage.of(gray(channels.get(0)));
    }

    /** What is transparent is white, as a page is on which the picture lies. */
    private PixelImage color(List<DecodedPicture> channels) {
        int count = channels.size();
        byte[] pixels = new byte[Math.multiplyExact(rows * columns, count)];
        for (int channel = 0; channel < count; channel++) {
            byte[] shades =
                    scaled(channels.get(channel).on(DecodedPicture.WHITE)).sharedPixels();
            for (int i = 0; i < shades.length; i++) {
                pixels[i * count + channel] = shades[i];
            }
        }
        return PixelImage.owning(new PixelShape(rows, columns, count), pixels);
    }

    private GrayImage gray(DecodedPicture picture) {
        if (preprocessing.isCentered()) {
            return centered(picture)
                    .orElseThrow(() -> new DataException(name + " is blank: all of it has the shade of its border"));
        }
        return switch (preprocessing.polarity()) {
            case AS_IS -> scaled(picture.on(DecodedPicture.BLACK));
            case INVERTED -> scaled(inverted(picture.on(DecodedPicture.WHITE)));
            case AUTOMATIC -> scaledInk(picture.onFittingPaper());
        };
    }

    private Optional<GrayImage> centered(DecodedPicture picture) {
        var normalization = new MnistNormalization(rows, columns);
        return switch (preprocessing.polarity()) {
            case AS_IS -> normalization.normalizedInk(picture.on(DecodedPicture.BLACK));
            case INVERTED -> normalization.normalizedInk(inverted(picture.on(DecodedPicture.WHITE)));
            case AUTOMATIC -> normalization.normalized(picture.onFittingPaper());
        };
    }

    private GrayImage scaledInk(GrayImage picture) {
        GrayImage ink = InkSeparation.of(picture).map(InkSeparation::ink).orElse(picture);
        return placed(ink, 0);
    }

    private GrayImage scaled(GrayImage picture) {
        return placed(picture, border(picture));
    }

    private GrayImage placed(GrayImage picture, int background) {
        return switch (preprocessing.fit()) {
            case STRETCH -> resized(picture, rows, columns);
            case CONTAIN -> contained(picture, background);
            case CROP -> cropped(picture);
            case EXACT -> exact(picture);
        };
    }

    private GrayImage contained(GrayImage picture, int background) {
        double scale = Math.min((double) rows / picture.rows(), (double) columns / picture.columns());
        int height = within(rows, scale * picture.rows());
        int width = within(columns, scale * picture.columns());
        GrayImage inner = resized(picture, height, width);
        if (height == rows && width == columns) {
            return inner;
        }
        byte[] pixels = new byte[rows * columns];
        Arrays.fill(pixels, (byte) background);
        int top = (rows - height) / 2;
        int left = (columns - width) / 2;
        for (int row = 0; row < height; row++) {
            System.arraycopy(inner.sharedPixels(), row * width, pixels, (top + row) * columns + left, width);
        }
        return GrayImage.owning(rows, columns, pixels);
    }

    private GrayImage cropped(GrayImage picture) {
        double scale = Math.max((double) rows / picture.rows(), (double) columns / picture.columns());
        int height = within(picture.rows(), rows / scale);
        int width = within(picture.columns(), columns / scale);
        int top = (picture.rows() - height) / 2;
        int left = (picture.columns() - width) / 2;
        byte[] middle = new byte[height * width];
        for (int row = 0; row < height; row++) {
            System.arraycopy(
                    picture.sharedPixels(), (top + row) * picture.columns() + left, middle, row * width, width);
        }
        return resized(GrayImage.owning(height, width, middle), rows, columns);
    }

    private GrayImage exact(GrayImage picture) {
        if (picture.rows() != rows || picture.columns() != columns) {
            throw new DataException(name + " has " + picture.rows() + " x " + picture.columns() + " pixels: expected "
                    + rows + " x " + columns + ", since the fit is exact");
        }
        return picture;
    }

    /** Ink that is told from paper is strengthened where it shrinks: a thin pen on a large sheet would leave far less than one shade. */
    private GrayImage resized(GrayImage picture, int height, int width) {
        boolean shrinks = height < picture.rows() || width < picture.columns();
        return shrinks && preprocessing.polarity() == Polarity.AUTOMATIC
                ? Resampling.resizeInk(picture, height, width)
                : Resampling.resize(picture, height, width);
    }

    private static int within(int most, double size) {
        return (int) Math.max(1, Math.min(most, Math.round(size)));
    }

    /** Returns the shade that half of the border does not exceed. */
    private int border(GrayImage picture) {
        if (preprocessing.fit() != Fit.CONTAIN) {
            return 0;
        }
        int[] shades = new int[256];
        Margins.none(picture).forEachOnBorder((row, column) -> shades[picture.pixel(row, column)]++);
        return Histograms.quantile(shades, 0.5);
    }

    private static GrayImage inverted(GrayImage image) {
        byte[] pixels = image.pixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i];
        }
        return GrayImage.owning(image.rows(), image.columns(), pixels);
    }
}
