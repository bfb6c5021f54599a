package io.glyphstream.model.neighbors;

import io.glyphstream.model.Examples;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.SnapshotNumbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Settings, references and what their index is built from, as bytes.
 *
 * <pre>
 *   int -1, byte reranking                          its code; both are missing where there is none
 *   int k, byte weighting, byte preprocessing       their codes
 *   int references, byte[references] labels
 *   int length, byte[length]                        the pixels as they are compared, deflated
 *   byte[pixels] center                             see NeighborFeatures
 *   int components, float[components x pixels]
 * </pre>
 *
 * <p>No claim of a size is believed before that many bytes were seen, or the bytes that were seen can hold as much.
 */
final class NeighborSnapshot {

    private static final int CHUNK = 1 << 16;

    /* No k is negative, so a body that begins with a k has no reranking: the only form that earlier releases wrote. */
    private static final int RERANKED = -1;

    /* Beyond this a search takes so long that nobody would serve it. */
    private static final long MOST_PIXELS = 1L << 30;

    /* No deflated byte can stand for more (zlib's technical details: 1032 to 1). */
    private static final long MOST_INFLATION = 1032;

    /* Few references may be almost blank and shrink a lot. Many that do are a bomb: images of any ink shrink 5 to 20 times. */
    private static final long FEW_PIXELS = 1L << 26;

    private static final long USUAL_INFLATION = 100;

    final NeighborSettings settings;

    /** The references after preprocessing. */
    final Examples references;

    final NeighborFeatures features;

    private NeighborSnapshot(NeighborSettings settings, Examples references, NeighborFeatures features) {
        this.settings = settings;
        this.references = references;
        this.features = features;
    }

    static void write(NeighborSettings settings, int[] labels, NeighborIndex index, DataOutput output)
            throws IOException {
        if (settings.reranking() != Reranking.NONE) {
            output.writeInt(RERANKED);
            output.writeByte(settings.reranking().code);
        }
        output.writeInt(settings.k());
        output.writeByte(settings.weighting().code);
        output.writeByte(settings.preprocessing().code);
        output.writeInt(labels.length);
        for (int label : labels) {
            output.writeByte(label);
        }
        byte[] deflated = deflate(index.references());
        output.writeInt(deflated.length);
        output.write(deflated);
        output.write(index.features().center());
        float[][] components = index.features().components();
        output.writeInt(components.length);
        for (float[] component : components) {
            for (float weight : component) {
                output.writeFloat(weight);
            }
        }
    }

    static NeighborSnapshot read(InputShape shape, int classes, DataInput input)
            throws IOException, InvalidSnapshotException {
        NeighborSettings settings = readSettings(input);
        int pixels = shape.values();
        int count = input.readInt();
        if (count < 1 || (long) count * pixels > MOST_PIXELS) {
            throw new InvalidSnapshotException("references must be within [1, " + MOST_PIXELS / pixels
                    + "] for images of " + pixels + " pixels but was " + count);
        }
        int[] labels = labels(readBytes(input, count), classes);
        int length = input.readInt();
        if (length < 0 || length * MOST_INFLATION < (long) count * pixels) {
            throw new InvalidSnapshotException(
                    length + " deflated bytes cannot hold " + (long) count * pixels + " pixels");
        }
        if ((long) count * pixels > FEW_PIXELS && length * USUAL_INFLATION < (long) count * pixels) {
            throw new InvalidSnapshotException(length + " deflated bytes claim to be " + (long) count * pixels
                    + " pixels: more than " + USUAL_INFLATION + " a byte is a bomb");
        }
        byte[] references = inflate(readBytes(input, length), count * pixels);
        byte[] center = readBytes(input, pixels);
        float[][] components = readComponents(input, pixels);
        return new NeighborSnapshot(
                settings, new Examples(shape, classes, references, labels), new NeighborFeatures(components, center));
    }

    private static NeighborSettings readSettings(DataInput input) throws IOException, InvalidSnapshotException {
        int first = input.readInt();
        var reranking = first == RERANKED ? readReranking(input) : Reranking.NONE;
        int k = first == RERANKED ? input.readInt() : first;
        if (k < 1) {
            throw new InvalidSnapshotException("k must be at least 1 but was " + k);
        }
        return new NeighborSettings(
                k,
                SnapshotNumbers.value("weighting", Weighting.values(), value -> value.code, input.readUnsignedByte()),
                SnapshotNumbers.value(
                        "preprocessing", Preprocessing.values(), value -> value.code, input.readUnsignedByte()),
                reranking);
    }

    /** A model without reranking has one form of bytes, which is the other one. */
    private static Reranking readReranking(DataInput input) throws IOException, InvalidSnapshotException {
        Reranking[] some = Arrays.stream(Reranking.values())
                .filter(value -> value != Reranking.NONE)
                .toArray(Reranking[]::new);
        return SnapshotNumbers.value("reranking", some, value -> value.code, input.readUnsignedByte());
    }

    private static float[][] readComponents(DataInput input, int pixels) throws IOException, InvalidSnapshotException {
        int count = input.readInt();
        int most = Math.min(pixels, NeighborFeatures.MOST_COMPONENTS);
        if (count < 0 || count > most) {
            throw new InvalidSnapshotException("components must be within [0, " + most + "] but was " + count);
        }
        var components = new float[count][];
        for (int i = 0; i < count; i++) {
            var weights = ByteBuffer.wrap(readBytes(input, Math.multiplyExact(pixels, Float.BYTES)))
                    .asFloatBuffer();
            components[i] = new float[pixels];
            weights.get(components[i]);
            for (float weight : components[i]) {
                // Components are no longer than one, up to rounding.
                if (!(Math.abs(weight) <= 2)) {
                    throw new InvalidSnapshotException("a component's weight must be within [-2, 2] but was " + weight);
                }
            }
        }
        return components;
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
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
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
