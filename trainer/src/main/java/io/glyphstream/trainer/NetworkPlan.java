package io.glyphstream.trainer;

import io.glyphstream.datasets.LabeledImages;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A convolutional network whose settings follow from a preset and from the data: layers, batch size, epochs, warm-up and
 * distortion from the number and the size of the images.
 *
 * @param changes settings that the user chose; they stay as they are. Epochs by hand give the preset's learning as it is.
 */
public record NetworkPlan(Preset preset, long seed, Map<String, String> changes) implements LearningPlan<NetworkSpec> {

    public NetworkPlan {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
        preset.network(seed).with(changes);
    }

    /** Returns the plan of a preset without any changes. */
    public static NetworkPlan of(Preset preset, long seed) {
        return new NetworkPlan(preset, seed, Map.of());
    }

    @Override
    public SpecKind kind() {
        return NetworkSpec.KIND;
    }

    @Override
    public long seed() {
        return asPreset().seed();
    }

    @Override
    public NetworkPlan with(Map<String, String> more) {
        return new NetworkPlan(preset, seed, changesWith(more));
    }

    @Override
    public void requireFit(LabeledImages training) {
        byHand(training.rows(), training.columns()).requireFit(training);
    }

    @Override
    public Fitted fit(Fitting fitting) {
        return new NetworkFitting(fitting).planned(this);
    }

    @Override
    public NetworkSpec usual() {
        return preset.network(seed);
    }

    @Override
    public int leastSteps() {
        return preset.leastNetworkSteps();
    }

    @Override
    public Map<String, String> form(int rows, int columns) {
        return Map.of("layers", NetworkLayers.fitting(usual().layers(), rows, columns));
    }
}
