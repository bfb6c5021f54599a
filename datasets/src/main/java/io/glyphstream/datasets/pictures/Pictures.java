package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.GrayImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns pictures (PNG, JPEG, GIF, BMP) into images that a model knows. */
public final class Pictures {

    /** The largest picture that is decoded, in pixels. */
    public static final long MAX_PIXELS = 64_000_000;

    /** The most rows or columns of a picture that is decoded. */
    public static final int MAX_PICTURE_SIDE = 65_535;

    /** The longest file that is decoded, in bytes. */
    public static final long MAX_BYTES = 1L << 28;

    private Pictures() {}

    /**
     * Returns the picture in a file.
     *
     * @throws DataException when there is no such file, it is no picture, it is blank, or it is absurdly large
     */
    public static GrayImage read(Path file, PictureFit fit) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(file + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return read(file.toString(), stream, fit);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the picture in a stream, such as one that a browser sent. The stream is left open.
     *
     * @param name what messages call it
     * @throws DataException when it is no picture, it is blank, or it is absurdly large
     */
    public static GrayImage read(String name, InputStream stream, PictureFit fit) {
        return fit(name, PictureDecoder.decode(name, stream), fit);
    }

    /** Returns an image of another size: averaged by area where it shrinks, interpolated where it grows. */
    public static GrayImage resize(GrayImage image, int rows, int columns) {
        return Resampling.resize(image, rows, columns);
    }

    private static GrayImage fit(String name, DecodedPicture picture, PictureFit fit) {
        return fit.match(asMnist -> normalized(name, picture), resized -> resized(picture, resized));
    }

    private static GrayImage normalized(String name, DecodedPicture picture) {
        return MnistNormalization.normalize(picture.onFittingPaper())
                .orElseThrow(() -> new DataException(name + " is blank: all of it has the shade of its border"));
    }

    private static GrayImage resized(DecodedPicture picture, PictureFit.Resized size) {
        return switch (size.polarity()) {
            case BRIGHT_INK -> resize(picture.on(DecodedPicture.BLACK), size.rows(), size.columns());
            case DARK_INK -> resize(inverted(picture.on(DecodedPicture.WHITE)), size.rows(), size.columns());
            case BY_BORDER -> resizedInk(picture.onFittingPaper(), size);
        };
    }

    private static GrayImage resizedInk(GrayImage picture, PictureFit.Resized size) {
        GrayImage ink = InkSeparation.of(picture).map(InkSeparation::ink).orElse(picture);
        boolean shrinks = size.rows() < ink.rows() || size.columns() < ink.columns();
        return shrinks
                ? Resampling.resizeInk(ink, size.rows(), size.columns())
                : resize(ink, size.rows(), size.columns());
    }

    private static GrayImage inverted(GrayImage image) {
        byte[] pixels = image.pixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i];
        }
        return GrayImage.owning(image.rows(), image.columns(), pixels);
    }
}
