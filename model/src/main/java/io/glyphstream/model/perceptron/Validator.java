package io.glyphstream.model.perceptron;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.Workers;
import io.glyphstream.model.Examples;
import io.glyphstream.model.Scores;
import java.util.Arrays;

/** Measures networks on examples that they have not learned from. */
final class Validator {

    private static final int AT_ONCE = 250;

    private final Examples examples;
    private final NetworkSettings settings;
    private final Kernel kernel;
    private final Workers workers;

    Validator(Examples examples, NetworkSettings settings, Kernel kernel, Workers workers) {
        this.examples = examples;
        this.settings = settings;
        this.kernel = kernel;
        this.workers = workers;
    }

    /** Returns whether there is nothing to measure on. */
    boolean isEmpty() {
        return examples.size() == 0;
    }

    /** Returns how the network answers the examples. */
    Measure of(Perceptron network) {
        var measures = new Measure[(examples.size() + AT_ONCE - 1) / AT_ONCE];
        workers.run(measures.length, part -> {
            int from = part * AT_ONCE;
            measures[part] = of(network, from, Math.min(from + AT_ONCE, examples.size()));
        });
        return Arrays.stream(measures).reduce(Measure.NOTHING, Measure::plus);
    }

    private Measure of(Perceptron network, int from, int to) {
        int area = examples.rows() * examples.columns();
        byte[] pixels = Arrays.copyOfRange(examples.pixels(), from * area, to * area);
        Scores scores = network.score(pixels, to - from, kernel);
        double loss = 0;
        int right = 0;
        for (int i = from; i < to; i++) {
            float[] outputs = scores.outputs(i - from);
            loss += Loss.of(settings.output(), outputs, 0, examples.classes(), examples.label(i));
            right += scores.label(i - from) == examples.label(i) ? 1 : 0;
        }
        return new Measure(to - from, loss, right);
    }
}
