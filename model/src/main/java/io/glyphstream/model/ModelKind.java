package io.glyphstream.model;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.regex.Pattern;

/**
 * A kind of model: what its classifiers are called, and how they become bytes and come back.
 *
 * @param name in manifests and messages: {@code perceptron}; it never changes
 * @param code the byte that stands for it in every snapshot, within [0, 255]; it never changes
 * @param type the class of its classifiers, which has no subclasses
 * @param writer writes what follows the header of a snapshot
 * @param reader reads what the writer wrote
 */
public record ModelKind<C extends Classifier>(
        String name, int code, Class<C> type, BodyWriter<C> writer, BodyReader<C> reader) {

    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final int MOST = 255;

    public ModelKind {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a kind must be small letters and single hyphens but was '" + name + "'");
        }
        if (code < 0 || code > MOST) {
            throw new IllegalArgumentException("the code of a kind must be within [0, " + MOST + "] but was " + code);
        }
        if (!Modifier.isFinal(type.getModifiers())) {
            throw new IllegalArgumentException("the class of a kind must be final but was " + type.getName());
        }
    }

    void write(Classifier classifier, DataOutput out) throws IOException {
        writer.write(type.cast(classifier), out);
    }

    /** Writes the body of a snapshot. */
    public interface BodyWriter<C> {

        /** Writes the classifier, but for its input and its classes, which the header has. */
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
        C read(InputShape input, int classes, DataInputStream in) throws IOException, InvalidSnapshotException;
    }
}
