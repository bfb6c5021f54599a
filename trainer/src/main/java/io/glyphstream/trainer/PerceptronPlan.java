package io.glyphstream.trainer;

import io.glyphstream.model.Augmentation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/*
 * A preset's epochs suit MNIST: 8 epochs of 55,000 images are 3,440 steps, 8 epochs of 200 images are 16. So the plan is
 * made in steps. For data as many and as large as MNIST's it gives the preset itself, to the bit.
 */
/**
 * A perceptron whose settings follow from a preset and from the data: batch size, epochs, warm-up, width and distortion
 * from the number and the size of the images.
 *
 * <p>Where there are fewer than {@value #MOST_TO_TRY} images, two networks are tried on a part of them, one of which
 * learns from distorted images. The part that was set apart says which settings are better and how many steps are enough. Then
 * a network with these settings learns from all training images.
 *
 * @param changes settings that the user chose; they stay as they are. Epochs by hand give the preset as it is.
 */
public record PerceptronPlan(Preset preset, long seed, Map<String, String> changes) implements ModelSpec {

    /** From so many images on, the trials would take longer than the training, and distorted images are learned from. */
    private static final int MOST_TO_TRY = 20_000;

    private static final int USUAL_SIDE = 28;
    private static final int STEPS_WORTH_OF_IMAGES = 40;
    private static final int LEAST_BATCH = 32;

    /** Weights of a layer: what a large picture needs must fit into a snapshot. */
    private static final int MOST_WEIGHTS = 1 << 23;

    private static final int LEAST_WIDTH = 16;

    /** Limits of {@link Augmentation}. */
    private static final double MOST_PIXELS = 64;

    private static final double LEAST_SPACING = 0.5;

    private static final Set<String> DISTORTIONS =
            Set.of("shift", "rotation", "scale", "shear", "elastic", "elastic-spacing");

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
    public String presetName() {
        return preset.text();
    }

    @Override
    public long seed() {
        return asPreset().seed();
    }

    /** Returns the settings that the user chose; the others follow from the data. */
    @Override
    public Map<String, String> settings() {
        return changes;
    }

    @Override
    public PerceptronPlan with(Map<String, String> more) {
        var all = new LinkedHashMap<>(changes);
        all.putAll(more);
        return new PerceptronPlan(preset, seed, all);
    }

    @Override
    public Fitted fit(Fitting fitting) {
        return new PerceptronFitting(fitting).planned(this);
    }

    /** Returns the preset as it is, with the user's changes, whatever the data are. */
    PerceptronSpec asPreset() {
        return PerceptronSpec.of(preset, seed).with(changes);
    }

    /** Returns whether the user's changes leave nothing that the data could decide. */
    boolean isByHand() {
        return changes.containsKey("epochs");
    }

    /** Returns whether settings are tried before a network learns from all of so many images. */
    boolean needsTrials(int images) {
        return !isByHand() && !changes.containsKey("validation-share") && images < MOST_TO_TRY;
    }

    /** Returns whether the data may decide if images are distorted. */
    boolean leavesDistortionOpen() {
        return Collections.disjoint(changes.keySet(), DISTORTIONS)
                && !asPreset().training().augmentation().isNone();
    }

    /** Returns the settings that suit so many images of this size. */
    PerceptronSpec sized(int images, int rows, int columns) {
        var usual = PerceptronSpec.of(preset, seed).training().epochSettings().epochs();
        var epochs = Math.max(usual, divideUp(preset.leastSteps(), stepsInEpoch(images)));
        return fitted(images, rows, columns, epochs).with(changes);
    }

    /** Returns them for so many steps on all of these images: nothing is set apart any more. */
    PerceptronSpec withoutValidation(int images, int rows, int columns, int steps) {
        return fitted(images, rows, columns, divideUp(steps, stepsInEpoch(images)))
                .with(Map.of("validation-share", "0"))
                .with(changes);
    }

    private PerceptronSpec fitted(int images, int rows, int columns, int epochs) {
        var start = PerceptronSpec.of(preset, seed);
        var fitted = new LinkedHashMap<String, String>();
        fitted.put("batch-size", "" + batchSize(images));
        fitted.put("epochs", "" + epochs);
        fitted.put("hidden", hidden(rows * columns));
        fitted.putAll(warmUp(epochs));
        fitted.putAll(distortion(start.training().augmentation(), Math.min(rows, columns)));
        return start.with(fitted);
    }

    private int stepsInEpoch(int images) {
        var byHand = asPreset().training().epochSettings().batchSize();
        return divideUp(images, Math.min(images, changes.containsKey("batch-size") ? byHand : batchSize(images)));
    }

    /** Few images in small portions: their noise keeps a network from learning them by heart. */
    private int batchSize(int images) {
        var most = PerceptronSpec.of(preset, seed).training().epochSettings().batchSize();
        return Math.max(LEAST_BATCH, Math.min(most, Integer.highestOneBit(images / STEPS_WORTH_OF_IMAGES + 1)));
    }

    private String hidden(int inputs) {
        var most = Math.max(LEAST_WIDTH, MOST_WEIGHTS / inputs);
        return PerceptronSpec.of(preset, seed).training().network().hidden().stream()
                .map(width -> "" + Math.min(width, most))
                .collect(Collectors.joining(","));
    }

    /** The rate rises during the same share of the training as in the preset. */
    private Map<String, String> warmUp(int epochs) {
        var start = PerceptronSpec.of(preset, seed);
        var share = Double.parseDouble(start.settings().getOrDefault("warm-up-epochs", "0"))
                / start.training().epochSettings().epochs();
        return Map.of("warm-up-epochs", "" + share * epochs);
    }

    /** What is measured in pixels grows with the image. */
    private static Map<String, String> distortion(Augmentation usual, int side) {
        var factor = (double) side / USUAL_SIDE;
        return Map.of(
                "shift", "" + Math.min(usual.shift() * factor, MOST_PIXELS),
                "elastic", "" + Math.min(usual.elastic() * factor, MOST_PIXELS),
                "elastic-spacing",
                        "" + Math.max(LEAST_SPACING, Math.min(usual.elasticSpacing() * factor, MOST_PIXELS)));
    }

    private static int divideUp(int amount, int portion) {
        return (amount + portion - 1) / portion;
    }
}
