package io.glyphstream.datasets;

import java.nio.file.Path;
import java.util.Iterator;

/** The images of an IDX file, read one at a time: the file may be larger than memory. */
public final class IdxImages implements Iterator<GrayImage>, AutoCloseable {

    /**
     * Opens a file, gzipped or not, and checks its header.
     *
     * @throws DataException when it is not a file of images; {@link #next()} throws it when the pixels end early
     */
    public static IdxImages open(Path file) {
        throw new UnsupportedOperationException();
    }

    /** Returns how many images the header promises. */
    public int count() {
        throw new UnsupportedOperationException();
    }

    public int rows() {
        throw new UnsupportedOperationException();
    }

    public int columns() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasNext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public GrayImage next() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
