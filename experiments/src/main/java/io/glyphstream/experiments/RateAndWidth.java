package io.glyphstream.experiments;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.EpochMetrics;
import java.awt.image.BufferedImage;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * The networks of one hidden layer that some studies try on the original's sample.
 *
 * @param width of the hidden layer
 * @param rate as the original counted it
 */
record RateAndWidth(int width, double rate) {

    /** Returns each of the rates at the width, in order. */
    static List<RateAndWidth> rates(int width, List<Double> rates) {
        return rates.stream().map(rate -> new RateAndWidth(width, rate)).toList();
    }

    /** Returns each of the widths at the rate, in order. */
    static List<RateAndWidth> widths(List<Integer> widths, double rate) {
        return widths.stream().map(width -> new RateAndWidth(width, rate)).toList();
    }

    String setting() {
        return "width " + width + ", rate " + text(rate);
    }

    static String text(double rate) {
        return new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(rate);
    }

    /** Returns a trial of each on the sample's 20,000 images; of equal ones, one. */
    static List<Trial> tryAll(
            Laboratory laboratory, List<RateAndWidth> networks, Function<RateAndWidth, Trial.Plan> plans) {
        Examples training = LearningImages.of(MnistSample.of(laboratory.mnist()).training());
        var trials = new ArrayList<Trial>();
        for (RateAndWidth network : networks.stream().distinct().toList()) {
            trials.add(Trial.run(laboratory, plans.apply(network), training, training.range(0, 0)));
        }
        return trials;
    }

    /** Returns two rows of each trial: on the sample of 200 test images, and on all of them. */
    static List<Finding> rows(Laboratory laboratory, List<Trial> trials, Function<String, Originals> originals) {
        Dataset mnist = laboratory.mnist();
        var sample = MnistSample.of(mnist);
        return trials.stream()
                .flatMap(trial -> {
                    Originals known = originals.apply(trial.plan().setting());
                    return Stream.of(
                            trial.on(sample.test(), PerceptronStudies.TEST_IMAGES, known.onSample(), laboratory),
                            trial.on(mnist.test(), PerceptronStudies.TEST_IMAGES, known.onAll(), laboratory));
                })
                .toList();
    }

    /** Returns the loss curves of the trials of some networks. */
    static BufferedImage losses(String title, String measure, List<Trial> trials, List<RateAndWidth> networks) {
        List<Charts.Line> lines = networks.stream()
                .flatMap(network ->
                        trials.stream().filter(trial -> trial.plan().setting().equals(network.setting())))
                .map(trial -> PerceptronStudies.curve(trial.plan().setting(), trial, EpochMetrics::trainingLoss))
                .toList();
        return Charts.lines(
                new Charts.Frame(
                        title,
                        "epoch",
                        measure,
                        Charts.Scale.LINEAR,
                        Charts.Scale.LOGARITHMIC,
                        LegendPosition.OutsideE),
                lines);
    }

    /** What the original found for one network. */
    record Originals(Finding.Original onSample, Finding.Original onAll) {

        static final Originals NONE = new Originals(Finding.Original.NONE, Finding.Original.NONE);
    }
}
