package io.glyphstream.experiments;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.model.Scores;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Neighbors;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.knowm.xchart.style.Styler.LegendPosition;

/** How many neighbors should vote on MNIST. */
final class NeighborStudies {

    static final Experiment SAMPLE = new Experiment(
            "knn-k", "k nearest neighbors, 20,000 random training images, 200 test images", NeighborStudies::sample);

    static final Experiment FULL =
            new Experiment("knn-full", "k nearest neighbors, all 60,000 and 10,000 images", NeighborStudies::full);

    private static final List<Integer> KS = List.of(1, 3, 5, 7);

    /** So many images are answered between two looks at the clock of progress. */
    private static final int AT_ONCE = 500;

    private NeighborStudies() {}

    private static Findings sample(Laboratory laboratory) {
        var sample = MnistSample.of(laboratory.mnist());
        var study = new Study(SAMPLE, sample.training(), sample.test(), OptionalLong.of(MnistSample.SEED));
        return study.run(laboratory, List.of(0.945, 0.965, 0.97, 0.97), "The original took 0.06 s a query, in NumPy.");
    }

    private static Findings full(Laboratory laboratory) {
        Dataset mnist = laboratory.mnist();
        var study = new Study(FULL, mnist.training(), mnist.test(), OptionalLong.empty());
        return study.run(
                laboratory,
                List.of(0.9691, 0.9705, 0.9688, 0.9694),
                "Nothing is drawn at random here, so there is no seed.");
    }

    /** One fitted index, asked with every k. */
    private record Study(Experiment experiment, LabeledImages training, LabeledImages test, OptionalLong seed) {

        Findings run(Laboratory laboratory, List<Double> originals, String note) {
            laboratory.watch(experiment.name() + ": fitting", 0, 1, "");
            long started = System.nanoTime();
            var classifier = NearestNeighbors.fit(
                    LearningImages.of(training), new NeighborSettings(1, Weighting.UNIFORM, Preprocessing.NONE));
            var fitting = Duration.ofNanos(System.nanoTime() - started);
            var rows = new ArrayList<Finding>();
            for (int i = 0; i < KS.size(); i++) {
                rows.add(row(laboratory, classifier, fitting, KS.get(i), originals.get(i)));
            }
            return new Findings(
                    experiment,
                    rows,
                    List.of(
                            note,
                            String.format(
                                    Locale.ROOT,
                                    "Training is preparing the index, once for all k. One thread answers the %,d images;"
                                            + " every distance that decides is an exact integer.",
                                    test.size())),
                    List.of(figure(rows)));
        }

        private Finding row(
                Laboratory laboratory, NearestNeighbors classifier, Duration fitting, int k, double original) {
            int area = test.rows() * test.columns();
            int right = 0;
            long started = System.nanoTime();
            for (int from = 0; from < test.size(); from += AT_ONCE) {
                int to = Math.min(from + AT_ONCE, test.size());
                laboratory.watch(experiment.name() + ": k = " + k, from, test.size(), "");
                byte[] pixels = Arrays.copyOfRange(test.pixels(), from * area, to * area);
                Neighbors neighbors = classifier.search(pixels, to - from, k);
                Scores scores = classifier.vote(neighbors, k);
                for (int image = from; image < to; image++) {
                    right += scores.label(image - from) == test.label(image) ? 1 : 0;
                }
            }
            var prediction = Duration.ofNanos(System.nanoTime() - started);
            return new Finding(
                    "k = " + k,
                    new Score(right, test.size(), "test images"),
                    OptionalDouble.empty(),
                    Finding.Original.of(original),
                    new Finding.Effort(fitting, prediction, OptionalInt.empty(), seed),
                    "");
        }

        private Findings.Figure figure(List<Finding> rows) {
            List<Double> ks = KS.stream().map(Integer::doubleValue).toList();
            var ours = rows.stream().map(row -> 100 * row.score().accuracy()).toList();
            var originals = rows.stream()
                    .map(row -> 100 * row.original().accuracy().orElse(Double.NaN))
                    .toList();
            String title = String.format(
                    Locale.ROOT, "Nearest neighbors on MNIST: %,d references, %,d tests", training.size(), test.size());
            return new Findings.Figure(
                    experiment.name(),
                    "Accuracy by the number of neighbors that vote.",
                    Charts.lines(
                            Charts.Frame.linear(
                                    title, "k, neighbors that vote", "accuracy, %", LegendPosition.InsideSE),
                            List.of(
                                    new Charts.Line("ours", ks, ours, Charts.Marks.SHOWN),
                                    new Charts.Line("original", ks, originals, Charts.Marks.HIDDEN))));
        }
    }
}
