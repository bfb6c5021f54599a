package io.glyphstream.model;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A kind of model: what its classifiers are called, and how they become bytes and come back.
 *
 * @param name as {@link Classifier#kind()} returns it, in snapshots' messages and in manifests
 * @param code the byte that stands for it in every snapshot, within [0, 255]; it never changes
 * @param type the class of its classifiers
 * @param writer writes what follows the header of a snapshot
 * @param reader reads what the writer wrote
 */
public record ModelKind<C extends Classifier>(
        String name, int code, Class<C> type, BodyWriter<C> writer, BodyReader<C> reader) {

    void write(Classifier classifier, DataOutput out) throws IOException {
        writer.write(type.cast(classifier), out);
    }

    /** Writes the body of a snapshot. */
    public interface BodyWriter<C> {

        /** Writes the classifier, but for its image size and its classes, which the header has. */
        void write(C classifier, DataOutput out) throws IOException;
    }

    /** Reads the body of a snapshot. */
    public interface BodyReader<C> {

        /**
         * Returns the classifier.
         *
         * @param in ends where the snapshot ends; what the reader leaves there is refused
         * @throws InvalidSnapshotException if the body breaks a rule of the kind
         * @throws IOException if the body ends too early
         * @throws IllegalArgumentException if the classifier refuses what was read
         */
        C read(int rows, int columns, int classes, DataInputStream in) throws IOException, InvalidSnapshotException;
    }
}
