package io.glyphstream.learning.service;

import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Score;
import io.glyphstream.trainer.release.Comparison;
import java.util.Locale;
import java.util.Optional;

/*
 * The guard compares a champion's total accuracy with that of the champion before it, which answered other images. After drift
 * that comparison would favor the former, whose images were easier. So the former is scored beside the new champion for a while,
 * and both are compared on the same images.
 */
/** Compares a promoted version with the champion before it on the images that both scored. Knows no Kafka. */
final class PromotionWatch {

    /** The chance of rolling back a version that is as good, over all looks. */
    private static final double LEVEL = 0.01;

    private static final int FIRST_LOOK = 50;

    private final ModelReference promoted;
    private final ModelReference former;
    private final long labels;
    private int images;
    private int both;
    private int onlyPromoted;
    private int onlyFormer;
    private int looks;
    private long nextLook = FIRST_LOOK;

    /** @param labels after so many labeled images the watch is over */
    PromotionWatch(ModelReference promoted, ModelReference former, long labels) {
        this.promoted = promoted;
        this.former = former;
        this.labels = labels;
    }

    ModelReference promoted() {
        return promoted;
    }

    ModelReference former() {
        return former;
    }

    /** Takes in an answer; returns why the promoted version is to be rolled back, if it is. */
    Optional<String> add(LabeledAnswers.Labeled answer) {
        var newer = label(answer, promoted);
        var older = label(answer, former);
        if (newer.isEmpty() || older.isEmpty()) {
            return Optional.empty();
        }
        boolean newerRight = newer.get() == answer.truth();
        boolean olderRight = older.get() == answer.truth();
        images++;
        both += newerRight && olderRight ? 1 : 0;
        onlyPromoted += newerRight && !olderRight ? 1 : 0;
        onlyFormer += !newerRight && olderRight ? 1 : 0;
        return images == nextLook ? look() : Optional.empty();
    }

    /** Returns true if enough was seen. */
    boolean isOver() {
        return images >= labels;
    }

    /** Returns how many images both have scored whose label is known. */
    int images() {
        return images;
    }

    /** Returns both in numbers. */
    String describe() {
        return String.format(
                Locale.ROOT,
                "%d of %d images right in service, %d by the champion before it",
                both + onlyPromoted,
                images,
                both + onlyFormer);
    }

    private Optional<String> look() {
        looks++;
        nextLook *= 2;
        double chance = comparison().chance();
        boolean isWorse = onlyFormer > onlyPromoted && chance < LEVEL / (looks * (looks + 1.0));
        return isWorse
                ? Optional.of(String.format(Locale.ROOT, "worse in service: %s (p = %.2g)", describe(), chance))
                : Optional.empty();
    }

    private Comparison comparison() {
        return new Comparison(images, both + onlyPromoted, both + onlyFormer, onlyPromoted, onlyFormer);
    }

    private static Optional<Integer> label(LabeledAnswers.Labeled answer, ModelReference model) {
        return answer.scores().stream()
                .filter(score -> score.getModel().equals(model))
                .map(Score::getLabel)
                .findFirst();
    }
}
