package io.glyphstream.datasets;

import java.io.InputStream;
import java.nio.file.Path;

/** Turns pictures (PNG, JPEG, GIF, BMP) into images that a model knows. */
public final class Pictures {

    /** The largest picture that is decoded, in pixels. */
    public static final long MAX_PIXELS = 64_000_000;

    private Pictures() {}

    /**
     * Returns the picture in a file.
     *
     * @throws DataException when there is no such file, it is no picture, or it is absurdly large
     */
    public static GrayImage read(Path file, PictureFit fit) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the picture in a stream, such as one that a browser sent.
     *
     * @param name what messages call it
     * @throws DataException when it is no picture or it is absurdly large
     */
    public static GrayImage read(String name, InputStream stream, PictureFit fit) {
        throw new UnsupportedOperationException();
    }

    /** Returns an image of another size: averaged by area where it shrinks, interpolated where it grows. */
    public static GrayImage resize(GrayImage image, int rows, int columns) {
        throw new UnsupportedOperationException();
    }
}
