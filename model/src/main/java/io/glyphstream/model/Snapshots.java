package io.glyphstream.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;

/*
 * Big-endian, as Java writes it:
 *
 *   magic    4 bytes "GLYM"
 *   format   2 bytes, unsigned
 *   kind     1 byte, see ModelKinds
 *   rows     2 bytes, unsigned
 *   columns  2 bytes, unsigned
 *   channels 1 byte, in format 2 alone, and never 1: models of gray images are written in format 1
 *   classes  2 bytes, unsigned
 *   body     of the kind; nothing follows it
 */
/** Models as bytes: compact, versioned, and checked on reading. */
public final class Snapshots {

    /** The format of models that take gray images. */
    public static final int FORMAT = 1;

    /** The format of models that take images in color. */
    public static final int COLOR_FORMAT = 2;

    private static final int MAGIC = 0x474c594d;

    private Snapshots() {}

    /** Returns the format that {@link #write} writes this model in. */
    public static int format(Classifier classifier) {
        return classifier.input().channels() == InputShape.GRAY ? FORMAT : COLOR_FORMAT;
    }

    /** Returns whether {@link #read} knows the format. */
    public static boolean knows(int format) {
        return format >= FORMAT && format <= COLOR_FORMAT;
    }

    /**
     * Returns the model as bytes, under the kind that it is of; the same model always gives the same bytes.
     *
     * @throws IllegalArgumentException if its kind is not in {@link ModelKinds}, or is that of another class
     */
    public static byte[] write(Classifier classifier) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeShort(format(classifier));
            var kind = ModelKinds.all().of(classifier);
            out.writeByte(kind.code());
            out.writeShort(classifier.input().rows());
            out.writeShort(classifier.input().columns());
            if (classifier.input().channels() != InputShape.GRAY) {
                out.writeByte(classifier.input().channels());
            }
            out.writeShort(classifier.classes());
            kind.write(classifier, out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Returns the model that these bytes are.
     *
     * @throws InvalidSnapshotException if they are no whole and sound snapshot of a format that this version reads
     */
    public static Classifier read(byte[] snapshot) throws InvalidSnapshotException {
        try (var in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
            Classifier classifier = read(in);
            if (in.available() > 0) {
                throw new InvalidSnapshotException("nothing may follow the model but " + in.available() + " bytes did");
            }
            return classifier;
        } catch (EOFException e) {
            throw new InvalidSnapshotException("the snapshot ends too early, after " + snapshot.length + " bytes", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSnapshotException("the snapshot is not sound: " + e.getMessage(), e);
        }
    }

    private static Classifier read(DataInputStream in) throws IOException, InvalidSnapshotException {
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new InvalidSnapshotException(
                    String.format("a snapshot begins with %08x but this began with %08x", MAGIC, magic));
        }
        int format = in.readUnsignedShort();
        if (!knows(format)) {
            throw new InvalidSnapshotException(
                    "the format must be " + FORMAT + " or " + COLOR_FORMAT + " but was " + format);
        }
        var kind = ModelKinds.all().of(in.readUnsignedByte());
        int rows = SnapshotNumbers.within("rows", in.readUnsignedShort(), InputShape.MAXIMAL_SIDE);
        int columns = SnapshotNumbers.within("columns", in.readUnsignedShort(), InputShape.MAXIMAL_SIDE);
        int channels = format == FORMAT ? InputShape.GRAY : in.readUnsignedByte();
        if (format == COLOR_FORMAT && channels == InputShape.GRAY) {
            throw new InvalidSnapshotException("a model of gray images must be in format " + FORMAT);
        }
        int classes = SnapshotNumbers.within("classes", in.readUnsignedShort(), Examples.MAXIMAL_CLASSES);
        return kind.reader().read(new InputShape(rows, columns, channels), classes, in);
    }
}
