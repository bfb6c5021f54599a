package io.glyphstream.model;

import io.glyphstream.model.graph.GraphNetwork;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.network.ConvolutionalNetwork;
import io.glyphstream.model.network.NetworkEnsemble;
import io.glyphstream.model.perceptron.Perceptron;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** Kinds of models, no two of which have a name, a code or a class in common. */
public final class ModelKinds {

    /** Every kind of model that there is. A new kind is one entry here; nothing else in this package knows kinds. */
    private static final ModelKinds ALL = new ModelKinds(List.of(
            Perceptron.KIND,
            NearestNeighbors.KIND,
            ConvolutionalNetwork.KIND,
            GraphNetwork.KIND,
            NetworkEnsemble.KIND));

    private final List<ModelKind<?>> kinds;

    ModelKinds(List<ModelKind<?>> kinds) {
        requireDifferent("name", kinds, ModelKind::name);
        requireDifferent("code", kinds, ModelKind::code);
        requireDifferent("class", kinds, kind -> kind.type().getName());
        this.kinds = List.copyOf(kinds);
    }

    /** Returns every kind of model that there is. */
    public static ModelKinds all() {
        return ALL;
    }

    /** Returns the kinds, in the order in which they came. */
    public List<ModelKind<?>> list() {
        return kinds;
    }

    /** Returns their names. */
    public List<String> names() {
        return kinds.stream().map(ModelKind::name).toList();
    }

    /**
     * Returns the kind of a classifier.
     *
     * @throws IllegalArgumentException if it is none of these, or the classifier is of another class than its kind
     */
    ModelKind<?> of(Classifier classifier) {
        var kind = classifier.kind();
        if (!kinds.contains(kind)) {
            throw new IllegalArgumentException("no snapshot can hold a " + kind.name() + " that is a "
                    + classifier.getClass().getName());
        }
        if (!classifier.getClass().equals(kind.type())) {
            throw new IllegalArgumentException(
                    "a " + kind.name() + " must be a " + kind.type().getName() + " but was a "
                            + classifier.getClass().getName());
        }
        return kind;
    }

    /**
     * Returns the kind that a byte of a snapshot stands for.
     *
     * @throws InvalidSnapshotException if it stands for none of these
     */
    ModelKind<?> of(int code) throws InvalidSnapshotException {
        return kinds.stream()
                .filter(kind -> kind.code() == code)
                .findFirst()
                .orElseThrow(() -> new InvalidSnapshotException("the kind must be one of "
                        + kinds.stream().map(ModelKind::code).toList() + " but was " + code + ": this release knows "
                        + String.join(", ", names()) + "; a later one may know it"));
    }

    private static void requireDifferent(String what, List<ModelKind<?>> kinds, Function<ModelKind<?>, Object> key) {
        var seen = new HashSet<Object>();
        for (var kind : kinds) {
            if (!seen.add(key.apply(kind))) {
                throw new IllegalArgumentException("two kinds must not have one " + what + ", but " + kind.name()
                        + " has that of another: " + key.apply(kind));
            }
        }
    }
}
