package io.glyphstream.trainer;

import io.glyphstream.model.Augmentation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/*
 * A preset's epochs suit MNIST: 8 epochs of 55,000 images are 3,440 steps, 8 epochs of 200 images are 16. So a plan is
 * made in steps. For data as many and as large as MNIST's it gives the preset itself, to the bit.
 */
/**
 * The spec of a network whose settings follow from a preset and from the data: its form, batch size, epochs, warm-up and
 * distortion from the number and the size of the images.
 *
 * <p>Where there are fewer than {@value #MOST_TO_TRY} images, two networks are tried on a part of them, one of which
 * learns from distorted images. The part that was set apart says which settings are better and how many steps are enough. Then
 * a network with these settings learns from all training images.
 */
interface LearningPlan<S extends LearningSpec<S>> extends ModelSpec {

    /** From so many images on, the trials would take longer than the training, and distorted images are learned from. */
    int MOST_TO_TRY = 20_000;

    int USUAL_SIDE = 28;
    int STEPS_WORTH_OF_IMAGES = 40;
    int LEAST_BATCH = 32;

    /** Limits of {@link Augmentation}. */
    double MOST_PIXELS = 64;

    double LEAST_SPACING = 0.5;

    Set<String> DISTORTIONS = Set.of("shift", "rotation", "scale", "shear", "elastic", "elastic-spacing");

    /** Returns where settings begin. */
    Preset preset();

    /** Returns the settings that the user chose; they stay as they are. Epochs by hand give the preset as it is. */
    Map<String, String> changes();

    /** Returns the preset without any changes. */
    S usual();

    /** Returns how many changes of the weights a network needs however few images there are. */
    int leastSteps();

    /** Returns the settings of the network's form that suit images of this size. */
    Map<String, String> form(int rows, int columns);

    @Override
    default String presetName() {
        return preset().text();
    }

    /** Returns the settings that the user chose; the others follow from the data. */
    @Override
    default Map<String, String> settings() {
        return changes();
    }

    /** Returns the user's settings with more of them, which rule out those of the same name. */
    default Map<String, String> changesWith(Map<String, String> more) {
        var all = new LinkedHashMap<>(changes());
        all.putAll(more);
        return all;
    }

    @Override
    LearningPlan<S> with(Map<String, String> changes);

    /** Returns the preset as it is, with the user's changes, whatever the data are. */
    default S asPreset() {
        return usual().with(changes());
    }

    /** Returns the preset with what must fit the size of the images, and with the user's changes. */
    default S byHand(int rows, int columns) {
        return usual().with(form(rows, columns)).with(changes());
    }

    /** Returns whether the user's changes leave nothing that the data could decide. */
    default boolean isByHand() {
        return changes().containsKey("epochs");
    }

    /** Returns whether settings are tried before a network learns from all of so many images. */
    default boolean needsTrials(int images) {
        return !isByHand() && !changes().containsKey("validation-share") && images < MOST_TO_TRY;
    }

    /** Returns whether the data may decide if images are distorted. */
    default boolean leavesDistortionOpen() {
        return Collections.disjoint(changes().keySet(), DISTORTIONS)
                && !asPreset().learning().augmentation().isNone();
    }

    /** Returns the settings that suit so many images of this size. */
    default S sized(int images, int rows, int columns) {
        var epochs =
                Math.max(usual().learning().epochSettings().epochs(), divideUp(leastSteps(), stepsInEpoch(images)));
        return fitted(images, rows, columns, epochs).with(changes());
    }

    /** Returns them for so many steps on all of these images: nothing is set apart any more. */
    default S withoutValidation(int images, int rows, int columns, int steps) {
        return fitted(images, rows, columns, divideUp(steps, stepsInEpoch(images)))
                .with(Map.of("validation-share", "0"))
                .with(changes());
    }

    private S fitted(int images, int rows, int columns, int epochs) {
        var fitted = new LinkedHashMap<String, String>();
        fitted.put("batch-size", "" + batchSize(images));
        fitted.put("epochs", "" + epochs);
        fitted.putAll(form(rows, columns));
        fitted.putAll(warmUp(epochs));
        fitted.putAll(distortion(usual().learning().augmentation(), Math.min(rows, columns)));
        return usual().with(fitted);
    }

    private int stepsInEpoch(int images) {
        var byHand = asPreset().learning().epochSettings().batchSize();
        return divideUp(images, Math.min(images, changes().containsKey("batch-size") ? byHand : batchSize(images)));
    }

    /** Few images in small portions: their noise keeps a network from learning them by heart. */
    private int batchSize(int images) {
        var most = usual().learning().epochSettings().batchSize();
        return Math.max(LEAST_BATCH, Math.min(most, Integer.highestOneBit(images / STEPS_WORTH_OF_IMAGES + 1)));
    }

    /** The rate rises during the same share of the training as in the preset. */
    private Map<String, String> warmUp(int epochs) {
        var share = Double.parseDouble(usual().settings().getOrDefault("warm-up-epochs", "0"))
                / usual().learning().epochSettings().epochs();
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
