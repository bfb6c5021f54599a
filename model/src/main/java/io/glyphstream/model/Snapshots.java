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
 *   classes  2 bytes, unsigned
 *   body     of the kind; nothing follows it
 */
/** Models as bytes: compact, versioned, and checked on reading. */
public final class Snapshots {

    /** The version of the format that {@link #write} writes. */
    public static final int FORMAT = 1;

    private static final int MAGIC = 0x474c594d;

    private Snapshots() {}

    /**
     * Returns the model as bytes, under the kind that it is of; the same model always gives the same bytes.
     *
     * @throws IllegalArgumentException if its kind is not in {@link ModelKinds}, or is that of another class
     */
    public static byte[] write(Classifier classifier) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeShort(FORMAT);
            var kind = ModelKinds.all().of(classifier);
            out.writeByte(kind.code());
            out.writeShort(classifier.input().rows());
            out.writeShort(classifier.input().columns());
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
        if (format != FORMAT) {
            throw new InvalidSnapshotException("the format must be " + FORMAT + " but was " + format);
        }
        var kind = ModelKinds.all().of(in.readUnsignedByte());
        int rows = SnapshotNumbers.within("rows", in.readUnsignedShort(), InputShape.MAXIMAL_SIDE);
        int columns = SnapshotNumbers.within("columns", in.readUnsignedShort(), InputShape.MAXIMAL_SIDE);
        int classes = SnapshotNumbers.within("classes", in.readUnsignedShort(), Examples.MAXIMAL_CLASSES);
        return kind.reader().read(InputShape.gray(rows, columns), classes, in);
    }
}
