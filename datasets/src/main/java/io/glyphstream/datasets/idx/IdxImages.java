package io.glyphstream.datasets.idx;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.GrayImage;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The images of an IDX file, read one at a time: the file may be larger than memory. For one thread. */
public final class IdxImages implements Iterator<GrayImage>, AutoCloseable {

    private final IdxStream stream;
    private int read;

    private IdxImages(IdxStream stream) {
        this.stream = stream;
    }

    /**
     * Opens a file, gzipped or not, and checks its header.
     *
     * @throws DataException when it is not a file of images
     */
    public static IdxImages open(Path file) {
        return new IdxImages(IdxStream.open(file, IdxStream.Content.IMAGES));
    }

    /** Returns how many images the header promises. */
    public int count() {
        return stream.count();
    }

    public int rows() {
        return stream.rows();
    }

    public int columns() {
        return stream.columns();
    }

    /**
     * Returns whether there is one more image.
     *
     * @throws DataException when bytes are left over after the last one
     */
    @Override
    public boolean hasNext() {
        if (read < stream.count()) {
            return true;
        }
        stream.checkEnd();
        return false;
    }

    /**
     * Returns the next image.
     *
     * @throws DataException when the file ends before the image does
     */
    @Override
    public GrayImage next() {
        if (read >= stream.count()) {
            throw new NoSuchElementException("all " + read + " images have been read");
        }
        byte[] pixels = stream.readItem(read);
        read++;
        return GrayImage.owning(stream.rows(), stream.columns(), pixels);
    }

    @Override
    public void close() {
        stream.close();
    }
}
