package io.glyphstream.trainer;

import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import java.util.List;
import java.util.stream.Collectors;

/** A published perceptron whose weights a training begins with. */
public record StartingWeights(ModelReference reference, Perceptron perceptron) {

    /**
     * Returns the weights of a published perceptron.
     *
     * @throws IllegalArgumentException when it is not published any more, not whole, or no perceptron
     */
    public static StartingWeights of(ModelReference reference, ModelCatalog catalog) {
        var name = "the model whose weights it began with, " + References.text(reference) + ",";
        try {
            var manifest = catalog.find(reference)
                    .orElseThrow(() -> new IllegalArgumentException(
                            name + " is not published any more (SHA-256 " + Digests.hex(reference.getSha256()) + ")"));
            if (Snapshots.read(catalog.snapshot(manifest)) instanceof Perceptron perceptron) {
                return new StartingWeights(reference, perceptron);
            }
            throw new IllegalArgumentException(name + " is no perceptron");
        } catch (InvalidModelException | InvalidSnapshotException damaged) {
            throw new IllegalArgumentException(name + " cannot be read: " + damaged.getMessage(), damaged);
        }
    }

    /** Returns the widths of its hidden layers as the setting {@code hidden}. */
    String hidden() {
        List<Perceptron.Layer> layers = perceptron.layers();
        return layers.size() == 1
                ? "none"
                : layers.stream()
                        .limit(layers.size() - 1)
                        .map(layer -> Integer.toString(layer.biases().getDimension()))
                        .collect(Collectors.joining(","));
    }
}
