package io.glyphstream.trainer;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Kinds of models that can be trained, no two of which have a name or a kind of model in common. */
public final class SpecKinds {

    /** One for each of {@link io.glyphstream.model.ModelKinds} but the graph; a test says so. A new kind is one entry here. */
    private static final SpecKinds ALL =
            new SpecKinds(List.of(PerceptronSpec.KIND, NeighborSpec.KIND, NetworkSpec.KIND));

    private final List<SpecKind> kinds;

    SpecKinds(List<SpecKind> kinds) {
        var names = new HashSet<String>();
        var models = new HashSet<Object>();
        for (var kind : kinds) {
            if (!names.add(kind.name())) {
                throw new IllegalArgumentException(
                        "two kinds must not have one name, but two are called " + kind.name());
            }
            for (var model : kind.models()) {
                if (!models.add(model)) {
                    throw new IllegalArgumentException("two kinds must not make one kind of model, but " + kind.name()
                            + " makes what another does: " + model.name());
                }
            }
        }
        this.kinds = List.copyOf(kinds);
    }

    /** Returns every kind of model that can be trained. */
    public static SpecKinds all() {
        return ALL;
    }

    /** Returns the kinds, the usual one first. */
    public List<SpecKind> list() {
        return kinds;
    }

    /** Returns their names. */
    public List<String> names() {
        return kinds.stream().map(SpecKind::name).toList();
    }

    /** Returns the kind of a name, if there is one. */
    public Optional<SpecKind> named(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }
}
