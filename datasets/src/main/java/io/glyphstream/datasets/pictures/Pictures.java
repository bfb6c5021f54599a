package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.PixelImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

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
     * @throws DataException when there is no such file, it is no picture, it is blank, it is absurdly large, or has another size where
     *     the fit is exact
     */
    public static PixelImage read(Path file, PictureConversion conversion) {
        return open(file, stream -> read(file.toString(), stream, conversion));
    }

    /**
     * Returns the picture in a stream, such as one that a browser sent. The stream is left open.
     *
     * @param name what messages call it
     * @throws DataException when it is no picture, it is blank, it is absurdly large, or has another size where the fit is exact
     */
    public static PixelImage read(String name, InputStream stream, PictureConversion conversion) {
        List<DecodedPicture> decoded =
                PictureDecoder.decode(name, stream, conversion.preprocessing().colors());
        return new PictureConverter(name, conversion).convert(decoded);
    }

    /** Returns a gray image of another size: averaged by area where it shrinks, interpolated where it grows. */
    public static GrayImage resize(GrayImage image, int rows, int columns) {
        return Resampling.resize(image, rows, columns);
    }

    /** Returns what becomes of a file that is open. */
    static <T> T open(Path file, Function<InputStream, T> use) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(file + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return use.apply(stream);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
