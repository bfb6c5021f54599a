package io.glyphstream.benchmarks.drift;

import io.glyphstream.benchmarks.drift.DriftFigures.CleanRow;
import io.glyphstream.benchmarks.drift.DriftFigures.Found;
import io.glyphstream.benchmarks.drift.DriftFigures.MistakesRow;
import io.glyphstream.benchmarks.drift.DriftFigures.OutputsRow;
import io.glyphstream.drift.Adwin;
import io.glyphstream.drift.OutputShift;
import io.glyphstream.matrix.RandomStream;
import io.glyphstream.matrix.Shuffle;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;

/**
 * Measures both detectors of drift on images that change in known ways.
 *
 * <p>All images are some that the model did not learn from. They are shuffled for each test; then the first are the reference
 * and the others what the stream brings, so that both come from one distribution where nothing changes.
 *
 * <p>Source: Stephan Rabanser, Stephan Günnemann and Zachary Lipton, Failing Loudly: An Empirical Study of Methods for
 * Detecting Dataset Shift, NeurIPS 2019 (the shifts, their amounts and the shares of changed images).
 */
public final class DriftStudy {

    /** The share of the images that are the reference. */
    private static final double REFERENCE = 5.0 / 12;

    private static final double[] SHARES = {0.1, 0.5, 1};
    private static final int GONE = 0;

    private final String dataset;
    private final Classifier classifier;
    private final Examples images;
    private final DriftSettings settings;
    private final Consumer<String> progress;
    private final ScoredImages clean;
    private final int reference;

    /** @param images some that the classifier did not learn from */
    public DriftStudy(
            String dataset, Classifier classifier, Examples images, DriftSettings settings, Consumer<String> progress) {
        this.dataset = dataset;
        this.classifier = classifier;
        this.images = images;
        this.settings = settings;
        this.progress = progress;
        this.reference = (int) (images.size() * REFERENCE);
        int most = images.size() - reference;
        for (int window : settings.windows()) {
            if (window > most) {
                throw new IllegalArgumentException(
                        "--windows must be at most " + most + " with these images but has " + window);
            }
        }
        this.clean = ScoredImages.of(classifier, images);
    }

    /** Measures all of it. */
    public DriftFigures run() {
        var outputs = new ArrayList<OutputsRow>();
        var mistakes = new ArrayList<MistakesRow>();
        for (var shift : Shift.of(images.rows())) {
            progress.accept(shift.name());
            var changed = ScoredImages.of(classifier, shift.change().of(images, settings.seed()));
            for (double share : SHARES) {
                outputs.add(outputsRow(shift.name(), share, (order, count) -> mixed(changed, share, order, count)));
                mistakes.add(mistakesRow(shift.name(), share, changed));
            }
        }
        progress.accept("a class gone");
        for (double share : SHARES) {
            outputs.add(
                    outputsRow("class " + GONE + " gone", share, (order, count) -> withoutClass(share, order, count)));
        }
        return new DriftFigures(
                dataset, reference, clean.errorRate(), outputs, outputsClean(), mistakes, mistakesClean());
    }

    /** Takes what the stream brings from shuffled images: at most {@code count} of them, fewer if there are no more. */
    @FunctionalInterface
    private interface Stream {
        List<float[]> outputs(int[] order, int count);
    }

    private OutputsRow outputsRow(String shift, double share, Stream stream) {
        var found = new ArrayList<Found>();
        for (int window : settings.windows()) {
            int times = 0;
            for (int trial = 0; trial < settings.trials(); trial++) {
                int[] order = shuffled(trial);
                times +=
                        comparison(order).compare(stream.outputs(order, window)).isShift() ? 1 : 0;
            }
            double rate = times / (double) settings.trials();
            found.add(new Found(window, rate, times == 0 ? 0 : window / rate));
        }
        return new OutputsRow(shift, share, found);
    }

    private List<CleanRow> outputsClean() {
        var rows = new ArrayList<CleanRow>();
        for (int window : settings.windows()) {
            progress.accept("windows of " + window + " that did not change");
            int alarms = 0;
            for (int trial = 0; trial < settings.cleanWindows(); trial++) {
                int[] order = shuffled(trial);
                alarms += comparison(order)
                                .compare(mixed(clean, 0, order, window))
                                .isShift()
                        ? 1
                        : 0;
            }
            rows.add(cleanRow(window, settings.cleanWindows(), alarms, settings.level()));
        }
        return rows;
    }

    private MistakesRow mistakesRow(String shift, double share, ScoredImages changed) {
        var wrong = new DescriptiveStatistics();
        var delays = new DescriptiveStatistics();
        for (int trial = 0; trial < settings.trials(); trial++) {
            var after = watch(changed, share, shuffled(trial));
            wrong.addValue(after.errorRate);
            after.delay.ifPresent(delays::addValue);
        }
        double rate = delays.getN() / (double) settings.trials();
        return new MistakesRow(shift, share, wrong.getMean(), rate, rate == 0 ? 0 : delays.getPercentile(50));
    }

    /**
     * What is seen of a stream after its change.
     *
     * @param delay images from the change to the first alarm; empty if there was none
     */
    private record AfterChange(double errorRate, OptionalInt delay) {}

    /** Half of the stream is clean, then the images change. */
    private AfterChange watch(ScoredImages changed, double share, int[] order) {
        var adwin = new Adwin(settings.delta());
        int half = order.length / 2;
        for (int i = 0; i < half; i++) {
            adwin.add(clean.mistake(order[i]));
        }
        int wrong = 0;
        var delay = OptionalInt.empty();
        for (int i = half; i < order.length; i++) {
            int mistake = (isChanged(i, share) ? changed : clean).mistake(order[i]);
            wrong += mistake;
            if (adwin.add(mistake) && delay.isEmpty()) {
                delay = OptionalInt.of(i + 1 - half);
            }
        }
        return new AfterChange(wrong / (double) (order.length - half), delay);
    }

    private CleanRow mistakesClean() {
        progress.accept("mistakes that did not change");
        int looks = 0;
        int alarms = 0;
        for (int trial = 0; looks < settings.cleanWindows(); trial++) {
            var adwin = new Adwin(settings.delta());
            for (int image : shuffled(trial)) {
                alarms += adwin.add(clean.mistake(image)) ? 1 : 0;
            }
            looks += images.size() / Adwin.VALUES_BETWEEN_LOOKS;
        }
        return cleanRow(Adwin.VALUES_BETWEEN_LOOKS, looks, alarms, settings.delta());
    }

    private static CleanRow cleanRow(int window, int tests, int alarms, double nominal) {
        double chance = new BinomialTest().binomialTest(tests, alarms, nominal, AlternativeHypothesis.GREATER_THAN);
        return new CleanRow(window, tests, alarms, nominal, chance);
    }

    private OutputShift comparison(int[] order) {
        var outputs = Arrays.stream(order, 0, reference)
                .mapToObj(clean.outputs()::get)
                .toList();
        return new OutputShift(outputs, settings.level());
    }

    /** Returns the outputs on the images behind the reference, of which a share has changed. */
    private List<float[]> mixed(ScoredImages changed, double share, int[] order, int count) {
        var outputs = new ArrayList<float[]>();
        for (int i = 0; i < count; i++) {
            var scored = isChanged(i, share) ? changed : clean;
            outputs.add(scored.outputs().get(order[reference + i]));
        }
        return outputs;
    }

    /** Spreads the changed images evenly: of ten in a row, one, five or all. */
    private static boolean isChanged(int i, double share) {
        return Math.floor((i + 1) * share) > Math.floor(i * share);
    }

    /** Returns the outputs on the images behind the reference, without a share of those of one class. */
    private List<float[]> withoutClass(double share, int[] order, int count) {
        var outputs = new ArrayList<float[]>();
        int ofTheClass = 0;
        for (int i = reference; i < order.length && outputs.size() < count; i++) {
            if (clean.labels().get(order[i]) == GONE && isChanged(ofTheClass++, share)) {
                continue;
            }
            outputs.add(clean.outputs().get(order[i]));
        }
        return outputs;
    }

    private int[] shuffled(int trial) {
        return Shuffle.permutation(images.size(), RandomStream.of(settings.seed(), trial));
    }
}
