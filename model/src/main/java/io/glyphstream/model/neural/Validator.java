package io.glyphstream.model.neural;

import io.glyphstream.matrix.Workers;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import io.glyphstream.model.Scores;
import java.util.Arrays;

/** Measures networks on examples that they have not learned from. */
public final class Validator<C extends Classifier> {

    private static final int AT_ONCE = 250;

    private final Examples examples;
    private final OutputLayer output;
    private final Scorer<C> scorer;
    private final Workers workers;

    /** @param scorer gives the scores of a network */
    public Validator(Examples examples, OutputLayer output, Scorer<C> scorer, Workers workers) {
        this.examples = examples;
        this.output = output;
        this.scorer = scorer;
        this.workers = workers;
    }

    /** Returns whether there is nothing to measure on. */
    boolean isEmpty() {
        return examples.size() == 0;
    }

    /** Returns how the network answers the examples. */
    public Measure of(C network) {
        var measures = new Measure[(examples.size() + AT_ONCE - 1) / AT_ONCE];
        workers.run(measures.length, part -> {
            int from = part * AT_ONCE;
            measures[part] = of(network, from, Math.min(from + AT_ONCE, examples.size()));
        });
        return Arrays.stream(measures).reduce(Measure.NOTHING, Measure::plus);
    }

    private Measure of(C network, int from, int to) {
        int area = examples.shape().values();
        byte[] pixels = Arrays.copyOfRange(examples.pixels(), from * area, to * area);
        Scores scores = scorer.score(network, pixels, to - from);
        double loss = 0;
        int right = 0;
        for (int i = from; i < to; i++) {
            float[] outputs = scores.outputs(i - from);
            loss += Loss.of(output, outputs, 0, examples.classes(), examples.label(i));
            right += scores.label(i - from) == examples.label(i) ? 1 : 0;
        }
        return new Measure(to - from, loss, right);
    }

    /** Scores images with a network. */
    @FunctionalInterface
    public interface Scorer<C> {
        /** Returns the scores of some images, (images x rows x columns x channels). */
        Scores score(C network, byte[] pixels, int images);
    }
}
