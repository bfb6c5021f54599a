package io.glyphstream.counting;

import io.glyphstream.schemas.ModelReference;
import java.util.List;
import java.util.function.IntConsumer;

/** The little of an answered image that a label needs that comes later: who answered what, and where that was counted. */
final class AnsweredImage {
    /** In place of a window start or a truth that there is not. */
    static final int NONE = -1;

    private final List<ModelReference> models;
    private final int classes;
    private final byte[] answers;
    private final long windowStart;
    private final IntConsumer truthKeeper;
    private int truth;

    /**
     * An image with what is known of it.
     *
     * @param answers one for each model
     * @param windowStart the window that it was counted in, or {@link #NONE}
     * @param truth what it was counted as, or {@link #NONE}
     */
    AnsweredImage(List<ModelReference> models, int classes, byte[] answers, long windowStart, int truth) {
        this(models, classes, answers, windowStart, truth, unkept -> {});
    }

    /** @param truthKeeper is called on every change of the truth */
    AnsweredImage(
            List<ModelReference> models,
            int classes,
            byte[] answers,
            long windowStart,
            int truth,
            IntConsumer truthKeeper) {
        this.models = models;
        this.classes = classes;
        this.answers = answers;
        this.windowStart = windowStart;
        this.truth = truth;
        this.truthKeeper = truthKeeper;
    }

    List<ModelReference> models() {
        return models;
    }

    int classes() {
        return classes;
    }

    int answer(int model) {
        return Byte.toUnsignedInt(answers[model]);
    }

    long windowStart() {
        return windowStart;
    }

    int truth() {
        return truth;
    }

    void become(int newTruth) {
        truth = newTruth;
        truthKeeper.accept(newTruth);
    }
}
