package io.glyphstream.datasets.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** IDX files, written by the format's description rather than by the code that reads them. */
public final class IdxBytes {

    private IdxBytes() {}

    public static byte[] images(int count, int rows, int columns, long seed) {
        byte[] pixels = new byte[count * rows * columns];
        new SplittableRandom(seed).nextBytes(pixels);
        return join(0x0803, pixels, count, rows, columns);
    }

    public static byte[] labels(int... labels) {
        byte[] body = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            body[i] = (byte) labels[i];
        }
        return join(0x0801, body, labels.length);
    }

    static byte[] join(int magic, byte[] body, int... sizes) {
        ByteBuffer file =
                ByteBuffer.allocate(4 + 4 * sizes.length + body.length).putInt(magic);
        for (int size : sizes) {
            file.putInt(size);
        }
        return file.put(body).array();
    }

    public static byte[] gzip(byte[] bytes) {
        var gzipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gzipped.toByteArray();
    }
}
