package io.glyphstream.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Settings and references as bytes.
 *
 * <pre>
 *   int k, byte weighting, byte preprocessing      ordinals
 *   int references, byte[references] labels
 *   int length, byte[length]                       the pixels as they are compared, deflated
 * </pre>
 *
 * <p>No claim of a size is believed before that many bytes were seen, or the bytes that were seen can hold as much.
 */
final class NeighborSnapshot {

    private static final int CHUNK = 1 << 16;

    /* Beyond this a scan of the references takes so long that nobody would serve it. */
    private static final long MOST_PIXELS = 1L << 30;

    /* No deflated byte can stand for more (zlib's technical details: 1032 to 1). */
    private static final long MOST_INFLATION = 1032;

    private NeighborSnapshot() {}

    /** What a snapshot holds; {@code references} is (labels x pixelsPerImage). */
    static final class Contents {
        final NeighborSettings settings;
        final byte[] references;
        final int[] labels;

        Contents(NeighborSettings settings, byte[] references, int[] labels) {
            this.settings = settings;
            this.references = references;
            this.labels = labels;
        }
    }

    static void write(Contents contents, DataOutput output) throws IOException {
        output.writeInt(contents.settings.k());
        output.writeByte(contents.settings.weighting().ordinal());
        output.writeByte(contents.settings.preprocessing().ordinal());
        output.writeInt(contents.labels.length);
        for (int label : contents.labels) {
            output.writeByte(label);
        }
        byte[] deflated = deflate(contents.references);
        output.writeInt(deflated.length);
        output.write(deflated);
    }

    static Contents read(int pixelsPerImage, int classes, DataInput input)
            throws IOException, InvalidSnapshotException {
        int k = input.readInt();
        if (k < 1) {
            throw new InvalidSnapshotException("k must be at least 1 but was " + k);
        }
        var settings = new NeighborSettings(
                k,
                choice(Weighting.values(), input.readUnsignedByte(), "weighting"),
                choice(Preprocessing.values(), input.readUnsignedByte(), "preprocessing"));
        int count = input.readInt();
        if (count < 1 || (long) count * pixelsPerImage > MOST_PIXELS) {
            throw new InvalidSnapshotException("references must be within [1, " + MOST_PIXELS / pixelsPerImage
                    + "] for images of " + pixelsPerImage + " pixels but was " + count);
        }
        int[] labels = labels(readBytes(input, count), classes);
        int length = input.readInt();
        if (length < 0 || length * MOST_INFLATION < (long) count * pixelsPerImage) {
            throw new InvalidSnapshotException(
                    length + " deflated bytes cannot hold " + (long) count * pixelsPerImage + " pixels");
        }
        return new Contents(settings, inflate(readBytes(input, length), count * pixelsPerImage), labels);
    }

    private static <T> T choice(T[] values, int ordinal, String name) throws InvalidSnapshotException {
        if (ordinal >= values.length) {
            throw new InvalidSnapshotException(
                    name + " must be within [0, " + (values.length - 1) + "] but was " + ordinal);
        }
        return values[ordinal];
    }

    private static int[] labels(byte[] bytes, int classes) throws InvalidSnapshotException {
        var labels = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            labels[i] = bytes[i] & 0xFF;
            if (labels[i] >= classes) {
                throw new InvalidSnapshotException(
                        "label must be within [0, " + (classes - 1) + "] but was " + labels[i]);
            }
        }
        return labels;
    }

    /** Returns so many bytes; memory grows with what has truly arrived. */
    private static byte[] readBytes(DataInput input, int length) throws IOException {
        var bytes = new byte[Math.min(length, CHUNK)];
        int filled = 0;
        while (true) {
            input.readFully(bytes, filled, bytes.length - filled);
            filled = bytes.length;
            if (filled == length) {
                return bytes;
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
        }
    }

    private static byte[] deflate(byte[] bytes) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            var deflated = new byte[CHUNK];
            int length = 0;
            while (!deflater.finished()) {
                if (length == deflated.length) {
                    deflated = Arrays.copyOf(deflated, 2 * length);
                }
                length += deflater.deflate(deflated, length, deflated.length - length);
            }
            return Arrays.copyOf(deflated, length);
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] deflated, int length) throws InvalidSnapshotException {
        var inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            var bytes = new byte[length];
            int filled = 0;
            while (filled < length) {
                int more = inflater.inflate(bytes, filled, length - filled);
                if (more == 0) {
                    throw new InvalidSnapshotException(
                            "pixels must be " + length + " but the deflated bytes end after " + filled);
                }
                filled += more;
            }
            boolean ended = inflater.inflate(new byte[1]) == 0 && inflater.finished();
            if (!ended || inflater.getRemaining() > 0) {
                throw new InvalidSnapshotException("the deflated pixels go on after " + length);
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new InvalidSnapshotException("the pixels are not deflated bytes: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
