package io.glyphstream.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns pictures (PNG, JPEG, GIF, BMP) into images that a model knows. */
public final class Pictures {

    /** The largest picture that is decoded, in pixels. */
    public static final long MAX_PIXELS = 64_000_000;

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

    private static GrayImage fit(String name, GrayImage picture, PictureFit fit) {
        if (fit instanceof PictureFit.Resized resized) {
            GrayImage ink = switch (resized.polarity()) {
                case BRIGHT_INK -> picture;
                case DARK_INK -> inverted(picture);
                case BY_BORDER ->
                    InkSeparation.of(picture).map(InkSeparation::ink).orElse(picture);
            };
            return resize(ink, resized.rows(), resized.columns());
        }
        return MnistNormalization.normalize(picture)
                .orElseThrow(() -> new DataException(name + " is blank: all of it has the shade of its border"));
    }

    private static GrayImage inverted(GrayImage image) {
        byte[] pixels = image.pixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i];
        }
        return GrayImage.owning(image.rows(), image.columns(), pixels);
    }
}
