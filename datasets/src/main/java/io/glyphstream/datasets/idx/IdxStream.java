package io.glyphstream.datasets.idx;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.GrayImage;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An IDX file that is being read from front to back.
 *
 * <pre>
 *   magic   0, 0, 8 (unsigned bytes), number of dimensions      4 bytes
 *   sizes   one for each dimension, big-endian                  4 bytes each
 *   body    the bytes, the last dimension fastest
 * </pre>
 *
 * <p>Each defect becomes a {@link DataException} with the file, what was expected and what was found.
 *
 * @see <a href="https://yann.lecun.com/exdb/mnist/">The MNIST database, "File formats"</a>
 */
final class IdxStream implements AutoCloseable {

    /** What the body holds; one item is an image or a label. */
    enum Content {
        IMAGES(0x0803, 3),
        LABELS(0x0801, 1);

        private final int magic;
        private final int dimensions;

        Content(int magic, int dimensions) {
            this.magic = magic;
            this.dimensions = dimensions;
        }

        private int headerLength() {
            return 4 + 4 * dimensions;
        }

        private static String describe(int magic) {
            for (Content content : values()) {
                if (content.magic == magic) {
                    return "0x%08x (%s)".formatted(magic, content.name().toLowerCase(Locale.ROOT));
                }
            }
            return "0x%08x".formatted(magic);
        }
    }

    /** The most that is read into memory at once; larger files must be read one image at a time. */
    static final long MAX_BODY = 1L << 30;

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final InputStream bytes;
    private final byte[] header;
    private final int[] sizes;

    private IdxStream(Path file, InputStream bytes, byte[] header, int[] sizes) {
        this.file = file;
        this.bytes = bytes;
        this.header = header;
        this.sizes = sizes;
    }

    /** Opens a file and checks its header, and its length too unless it is gzipped. */
    static IdxStream open(Path file, Content content) {
        InputStream bytes = null;
        try {
            bytes = uncompressed(file);
            byte[] header = bytes.readNBytes(content.headerLength());
            IdxStream stream = new IdxStream(file, bytes, header, sizes(file, content, header));
            if (!(bytes instanceof GZIPInputStream)) {
                stream.checkLength(Files.size(file));
            }
            bytes = null;
            return stream;
        } catch (IOException e) {
            throw unreadable(file, e);
        } finally {
            closeQuietly(bytes);
        }
    }

    /** Returns the bytes of a file as they were before it was gzipped, if it was. */
    static InputStream uncompressed(Path file) throws IOException {
        var stored = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            stored.mark(2);
            boolean gzipped = stored.read() == 0x1f && stored.read() == 0x8b;
            stored.reset();
            return gzipped ? new GZIPInputStream(stored, BUFFER) : stored;
        } catch (IOException e) {
            stored.close();
            throw e;
        }
    }

    private static int[] sizes(Path file, Content content, byte[] header) {
        if (header.length < content.headerLength()) {
            throw new DataException(
                    file + ": expected a header of " + content.headerLength() + " bytes but found " + header.length);
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        int magic = fields.getInt();
        if (magic != content.magic) {
            throw new DataException(file + ": expected magic number " + Content.describe(content.magic) + " but found "
                    + Content.describe(magic));
        }
        int[] sizes = new int[content.dimensions];
        for (int i = 0; i < sizes.length; i++) {
            long size = Integer.toUnsignedLong(fields.getInt());
            long least = i == 0 ? 0 : 1;
            long most = i == 0 ? Integer.MAX_VALUE : GrayImage.MAX_SIDE;
            if (size < least || size > most) {
                throw new DataException(file + ": expected " + dimension(i) + " within [" + least + ", " + most
                        + "] but found " + size);
            }
            sizes[i] = (int) size;
        }
        return sizes;
    }

    private static String dimension(int i) {
        return switch (i) {
            case 0 -> "a count";
            case 1 -> "rows";
            default -> "columns";
        };
    }

    private void checkLength(long found) {
        long expected = header.length + bodyLength();
        if (found != expected) {
            throw new DataException(file + ": expected " + expected + " bytes (a header of " + header.length + " and "
                    + description() + ") but found " + found + (found < expected ? ": truncated" : ": trailing bytes"));
        }
    }

    /** Returns how many images or labels the header promises. */
    int count() {
        return sizes[0];
    }

    int rows() {
        return sizes[1];
    }

    int columns() {
        return sizes[2];
    }

    /** Returns the file's first bytes, up to the body. */
    byte[] header() {
        return header.clone();
    }

    /** Returns the whole body. Memory is taken as bytes come in, so that a lying header costs nothing. */
    byte[] readBody() {
        long length = bodyLength();
        if (length > MAX_BODY) {
            throw new DataException(file + ": expected at most " + MAX_BODY + " bytes to read into memory but found "
                    + length + " (" + description() + "); read it one image at a time");
        }
        byte[] body = read((int) length, 0);
        checkEnd();
        return body;
    }

    /** Returns the next item, of which {@code index} have been read. */
    byte[] readItem(int index) {
        return read(itemLength(), (long) index * itemLength());
    }

    private byte[] read(int length, long before) {
        try {
            byte[] read = bytes.readNBytes(length);
            if (read.length < length) {
                throw truncated(String.valueOf(before + read.length));
            }
            return read;
        } catch (EOFException e) {
            throw truncated("fewer: the gzip stream is cut off");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Checks that nothing follows the last item. */
    void checkEnd() {
        try {
            if (bytes.read() >= 0) {
                throw new DataException(
                        file + ": expected the end after " + description() + " but found trailing bytes");
            }
        } catch (EOFException e) {
            throw truncated("no end of the gzip stream");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private DataException truncated(String found) {
        return new DataException(
                file + ": truncated: expected " + bodyLength() + " bytes (" + description() + ") but found " + found);
    }

    private int itemLength() {
        return sizes.length == 1 ? 1 : sizes[1] * sizes[2];
    }

    private long bodyLength() {
        return (long) sizes[0] * itemLength();
    }

    private String description() {
        return sizes.length == 1 ? count() + " labels" : count() + " images of " + rows() + " x " + columns();
    }

    @Override
    public void close() {
        closeQuietly(bytes);
    }

    private static DataException unreadable(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new DataException(file + " does not exist", cause);
        }
        if (cause instanceof EOFException) {
            return new DataException(file + ": truncated: the gzip stream is cut off", cause);
        }
        return new DataException(file + " cannot be read: " + cause.getMessage(), cause);
    }

    private static void closeQuietly(@Nullable InputStream stream) {
        if (stream == null) {
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            // Everything that was asked for has been read and checked; the file was only read.
        }
    }
}
