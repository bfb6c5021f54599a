package io.glyphstream.model;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * A kind of model in snapshots.
 *
 * @param code the byte that stands for it in every snapshot; it never changes
 */
record ModelKind<C extends Classifier>(int code, Class<C> type, BodyWriter<C> writer, BodyReader<C> reader) {
    /** Every kind that there is. */
    static final List<ModelKind<?>> ALL = List.of(
            new ModelKind<>(1, Perceptron.class, PerceptronBody::write, PerceptronBody::read),
            new ModelKind<>(2, NearestNeighbors.class, NearestNeighbors::writeBody, NearestNeighbors::readBody));

    interface BodyWriter<C> {
        void write(C classifier, DataOutput out) throws IOException;
    }

    interface BodyReader<C> {
        C read(int rows, int columns, int classes, DataInputStream in) throws IOException, InvalidSnapshotException;
    }

    static ModelKind<?> of(Classifier classifier) {
        return ALL.stream()
                .filter(kind -> kind.type.isInstance(classifier))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no snapshot can hold a " + classifier.kind()));
    }

    static ModelKind<?> of(int code) throws InvalidSnapshotException {
        return ALL.stream()
                .filter(kind -> kind.code == code)
                .findFirst()
                .orElseThrow(() -> new InvalidSnapshotException("the kind must be one of "
                        + ALL.stream().map(ModelKind::code).toList() + " but was " + code));
    }

    void write(Classifier classifier, DataOutput out) throws IOException {
        writer.write(type.cast(classifier), out);
    }
}
