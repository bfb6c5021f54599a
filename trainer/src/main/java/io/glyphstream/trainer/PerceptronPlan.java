package io.glyphstream.trainer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A perceptron whose settings follow from a preset and from the data: batch size, epochs, warm-up, width and distortion
 * from the number and the size of the images.
 *
 * @param changes settings that the user chose; they stay as they are. Epochs by hand give the preset as it is.
 */
public record PerceptronPlan(Preset preset, long seed, Map<String, String> changes)
        implements LearningPlan<PerceptronSpec> {

    /** Weights of a layer: what a large picture needs must fit into a snapshot. */
    private static final int MOST_WEIGHTS = 1 << 23;

    private static final int LEAST_WIDTH = 16;

    public PerceptronPlan {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
        PerceptronSpec.of(preset, seed).with(changes);
    }

    /** Returns the plan of a preset without any changes. */
    public static PerceptronPlan of(Preset preset, long seed) {
        return new PerceptronPlan(preset, seed, Map.of());
    }

    @Override
    public SpecKind kind() {
        return PerceptronSpec.KIND;
    }

    @Override
    public long seed() {
        return asPreset().seed();
    }

    @Override
    public PerceptronPlan with(Map<String, String> more) {
        return new PerceptronPlan(preset, seed, changesWith(more));
    }

    @Override
    public Fitted fit(Fitting fitting) {
        return new PerceptronFitting(fitting).planned(this);
    }

    @Override
    public PerceptronSpec usual() {
        return PerceptronSpec.of(preset, seed);
    }

    /** A perceptron of any width fits images of any size. */
    @Override
    public PerceptronSpec byHand(int rows, int columns) {
        return asPreset();
    }

    @Override
    public int leastSteps() {
        return preset.leastSteps();
    }

    @Override
    public Map<String, String> form(int rows, int columns) {
        var most = Math.max(LEAST_WIDTH, MOST_WEIGHTS / (rows * columns));
        var hidden = usual().training().network().hidden().stream()
                .map(width -> "" + Math.min(width, most))
                .collect(Collectors.joining(","));
        return Map.of("hidden", hidden);
    }
}
