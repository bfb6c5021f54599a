package io.glyphstream.model;

import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.network.ConvolutionalNetwork;
import io.glyphstream.model.perceptron.Perceptron;
import java.util.List;

/** Every kind of model that there is. A new kind is one entry here; nothing else in this package knows kinds. */
final class ModelKinds {

    static final List<ModelKind<?>> ALL = List.of(Perceptron.KIND, NearestNeighbors.KIND, ConvolutionalNetwork.KIND);

    private ModelKinds() {}

    static ModelKind<?> of(Classifier classifier) {
        return ALL.stream()
                .filter(kind -> kind.type().isInstance(classifier))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no snapshot can hold a " + classifier.kind()));
    }

    static ModelKind<?> of(int code) throws InvalidSnapshotException {
        return ALL.stream()
                .filter(kind -> kind.code() == code)
                .findFirst()
                .orElseThrow(() -> new InvalidSnapshotException("the kind must be one of "
                        + ALL.stream().map(ModelKind::code).toList() + " but was " + code));
    }
}
