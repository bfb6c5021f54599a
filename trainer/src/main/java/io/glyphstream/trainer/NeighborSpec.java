package io.glyphstream.trainer;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Reranking;
import io.glyphstream.model.neighbors.Weighting;
import io.glyphstream.trainer.evaluation.Evaluation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A nearest-neighbor model to be fitted.
 *
 * @param references how many of the training images to keep, from the first; none for all
 */
public record NeighborSpec(NeighborSettings neighbors, OptionalInt references) implements ModelSpec {

    /** The nearest neighbors among the kinds that can be trained. */
    static final SpecKind KIND = new SpecKind(
            List.of(NearestNeighbors.KIND),
            "knn",
            List.of(),
            SpecKind.Weights.NONE,
            (preset, seed, settings) -> plain().with(settings));

    private static final String ALL = "all";

    public NeighborSpec {
        if (references.isPresent() && references.getAsInt() < 1) {
            throw new IllegalArgumentException("references must be at least 1 but was " + references.getAsInt());
        }
    }

    /** Three neighbors, one vote each, images as they are, all training images. */
    public static NeighborSpec plain() {
        return new NeighborSpec(new NeighborSettings(3, Weighting.UNIFORM, Preprocessing.NONE), OptionalInt.empty());
    }

    /** Returns how many of so many training images are kept. */
    int referencesOf(int images) {
        return Math.min(references.orElse(images), images);
    }

    /** With more neighbors than references each image would get the same answer. */
    @Override
    public void requireFit(LabeledImages training) {
        NearestNeighbors.requireFit(neighbors, Evaluation.input(training));
        var kept = referencesOf(training.size());
        if (neighbors.k() > kept) {
            throw new IllegalArgumentException(
                    "k must be within [1, " + kept + "], the number of references, but was " + neighbors.k());
        }
        if (TrainingData.classesOf(training, kept) < 2) {
            throw new IllegalArgumentException(
                    "references must show at least 2 classes but the first " + kept + " show 1");
        }
    }

    @Override
    public SpecKind kind() {
        return KIND;
    }

    @Override
    public long seed() {
        return 0;
    }

    @Override
    public Map<String, String> settings() {
        var text = new SettingsText();
        text.put("k", neighbors.k());
        text.put("weighting", neighbors.weighting());
        text.put("preprocessing", neighbors.preprocessing());
        text.put("rerank", neighbors.reranking());
        text.put("references", references.isPresent() ? Integer.toString(references.getAsInt()) : ALL);
        return text.toMap();
    }

    @Override
    public NeighborSpec with(Map<String, String> changes) {
        var text = SettingsText.changed(settings(), withWeighting(changes));
        var settings = new NeighborSettings(
                text.integer("k"),
                text.constant("weighting", Weighting.class),
                text.constant("preprocessing", Preprocessing.class),
                text.constant("rerank", Reranking.class));
        var spec = new NeighborSpec(settings, text.integerOr("references", ALL));
        SettingsText.requireKnown(changes, spec.settings());
        return spec;
    }

    /** In the new order the nearest are so much better that they weigh more, unless the user says otherwise. */
    private Map<String, String> withWeighting(Map<String, String> changes) {
        var all = new HashMap<>(changes);
        var rerank = SettingsText.changed(settings(), changes).constant("rerank", Reranking.class);
        if (neighbors.reranking() == Reranking.NONE && rerank != Reranking.NONE) {
            all.putIfAbsent("weighting", "by-distance");
        }
        return all;
    }

    @Override
    public Fitted fit(Fitting fitting) {
        var examples = fitting.examples();
        var size = referencesOf(examples.size());
        var classifier = NearestNeighbors.fit(examples.range(0, size), neighbors);
        return new Fitted(this, classifier, Optional.empty(), size, 0, List.of());
    }
}
