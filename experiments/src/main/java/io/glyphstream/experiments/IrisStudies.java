package io.glyphstream.experiments;

import io.glyphstream.datasets.catalog.Iris;
import io.glyphstream.model.Scores;
import io.glyphstream.model.neighbors.FeatureNeighbors;
import io.glyphstream.model.neighbors.Weighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.knowm.xchart.style.Styler.LegendPosition;

/** How many neighbors should vote on iris flowers, and where their votes change. */
final class IrisStudies {

    static final Experiment NUMBER_OF_NEIGHBORS = new Experiment(
            "iris-k", "iris, k = 1 to 30, 6-fold stratified cross-validation", IrisStudies::numberOfNeighbors);

    static final Experiment BOUNDARY = new Experiment(
            "iris-boundary", "iris, two features, k = 11: where the answer changes", IrisStudies::boundary);

    static final int FOLDS = 6;
    private static final int MOST_NEIGHBORS = 30;

    /** The original's wrong answers of 150, for k = 1 to 30. */
    private static final List<Integer> ORIGINAL_ERRORS =
            List.of(6, 9, 5, 5, 5, 5, 4, 5, 4, 6, 4, 3, 4, 5, 4, 4, 4, 5, 5, 5, 5, 5, 5, 6, 5, 8, 6, 7, 8, 9);

    private static final int BOUNDARY_NEIGHBORS = 11;
    private static final int BOUNDARY_FEATURES = 2;

    /** In centimeters. */
    private static final double STEP = 0.04;

    private static final double MARGIN = 0.5;

    private IrisStudies() {}

    private static Findings numberOfNeighbors(Laboratory laboratory) {
        Iris iris = laboratory.iris();
        var rows = new ArrayList<Finding>();
        for (int k = 1; k <= MOST_NEIGHBORS; k++) {
            laboratory.watch("iris-k: k = " + k, k - 1, MOST_NEIGHBORS, "");
            rows.add(crossValidation(iris, k));
        }
        Finding best = rows.stream()
                .max(Comparator.comparingInt(row -> row.score().right()))
                .orElseThrow();
        return new Findings(
                NUMBER_OF_NEIGHBORS,
                rows,
                List.of(
                        "Best: " + best.setting() + ", "
                                + (best.score().all() - best.score().right()) + " of "
                                + best.score().all() + " flowers wrong.",
                        "The folds are those of scikit-learn's StratifiedKFold, so nothing is drawn at random. Measures"
                                + " are compared as doubles, as the original did: in exact tenths of a centimeter more"
                                + " distances would be equal, and five of the thirty figures would differ by a flower."),
                List.of(errorCurve(rows, best)));
    }

    private static Finding crossValidation(Iris iris, int k) {
        int[] folds = StratifiedFolds.of(iris.labels(), FOLDS);
        int right = 0;
        long training = 0;
        long prediction = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            int[] known = IntStream.range(0, iris.size())
                    .filter(i -> folds[i] != held)
                    .toArray();
            int[] asked = IntStream.range(0, iris.size())
                    .filter(i -> folds[i] == held)
                    .toArray();
            long started = System.nanoTime();
            var neighbors = new FeatureNeighbors(
                    rows(iris, known, Iris.FEATURES.size()),
                    labels(iris, known),
                    iris.species().size());
            long fitted = System.nanoTime();
            Scores scores = neighbors.score(rows(iris, asked, Iris.FEATURES.size()), k, Weighting.UNIFORM);
            training += fitted - started;
            prediction += System.nanoTime() - fitted;
            right += right(scores, labels(iris, asked));
        }
        return new Finding(
                "k = " + k,
                new Score(right, iris.size(), "flowers"),
                OptionalDouble.empty(),
                Finding.Original.of(1 - ORIGINAL_ERRORS.get(k - 1) / (double) iris.size()),
                effort(training, prediction),
                "");
    }

    private static Findings.Figure errorCurve(List<Finding> rows, Finding best) {
        List<Double> ks =
                IntStream.rangeClosed(1, rows.size()).mapToObj(k -> (double) k).toList();
        var ours = rows.stream().map(row -> 100 * (1 - row.score().accuracy())).toList();
        var originals = rows.stream()
                .map(row -> 100 * (1 - row.original().accuracy().orElse(Double.NaN)))
                .toList();
        int at = rows.indexOf(best);
        return new Findings.Figure(
                "iris-k",
                "Share of wrong answers by the number of neighbors that vote.",
                Charts.lines(
                        Charts.Frame.linear(
                                "Iris: error in 6-fold cross-validation",
                                "k, neighbors that vote",
                                "wrong answers, %",
                                LegendPosition.InsideN),
                        List.of(
                                new Charts.Line("ours", ks, ours, Charts.Marks.SHOWN),
                                new Charts.Line("original", ks, originals, Charts.Marks.HIDDEN),
                                new Charts.Line(
                                        "best, " + best.setting(),
                                        List.of(ks.get(at)),
                                        List.of(ours.get(at)),
                                        Charts.Marks.RINGS))));
    }

    private static Findings boundary(Laboratory laboratory) {
        Iris iris = laboratory.iris();
        var rows = new ArrayList<Finding>();
        var figures = new ArrayList<Findings.Figure>();
        for (Weighting weighting : Weighting.values()) {
            String name = weighting == Weighting.UNIFORM ? "uniform" : "by distance";
            laboratory.watch("iris-boundary: " + name, figures.size(), Weighting.values().length, "");
            int[] all = IntStream.range(0, iris.size()).toArray();
            RealMatrix flowers = rows(iris, all, BOUNDARY_FEATURES);
            long started = System.nanoTime();
            FeatureNeighbors neighbors = boundaryNeighbors(iris);
            long fitted = System.nanoTime();
            Scores scores = neighbors.score(flowers, BOUNDARY_NEIGHBORS, weighting);
            long answered = System.nanoTime();
            rows.add(new Finding(
                    "k = " + BOUNDARY_NEIGHBORS + ", votes " + name,
                    new Score(right(scores, iris.labels()), iris.size(), "flowers it knows"),
                    OptionalDouble.empty(),
                    Finding.Original.NONE,
                    effort(fitted - started, answered - fitted),
                    ""));
            figures.add(regions(iris, neighbors, weighting, name));
        }
        return new Findings(
                BOUNDARY,
                rows,
                List.of(
                        "The original is a picture, and has no figures. Sepals alone do not tell versicolor from"
                                + " virginica; some flowers of different species have the same sepals.",
                        "With votes by distance a flower decides about itself, so nearly all are answered right: that says"
                                + " nothing about other flowers."),
                figures);
    }

    /** Returns a classifier that knows the first two measures of every flower. */
    static FeatureNeighbors boundaryNeighbors(Iris iris) {
        int[] all = IntStream.range(0, iris.size()).toArray();
        return new FeatureNeighbors(
                rows(iris, all, BOUNDARY_FEATURES),
                iris.labels(),
                iris.species().size());
    }

    private static Findings.Figure regions(Iris iris, FeatureNeighbors neighbors, Weighting weighting, String name) {
        double[] lengths = grid(iris, 0);
        double[] widths = grid(iris, 1);
        var regions = new ArrayList<Region>();
        var points = new ArrayList<Region>();
        iris.species().forEach(species -> {
            regions.add(new Region(species, new ArrayList<>(), new ArrayList<>()));
            points.add(new Region(species, new ArrayList<>(), new ArrayList<>()));
        });
        for (double length : lengths) {
            var column = MatrixUtils.createRealMatrix(widths.length, BOUNDARY_FEATURES);
            for (int i = 0; i < widths.length; i++) {
                column.setRow(i, new double[] {length, widths[i]});
            }
            Scores scores = neighbors.score(column, BOUNDARY_NEIGHBORS, weighting);
            for (int i = 0; i < widths.length; i++) {
                regions.get(scores.label(i)).add(length, widths[i]);
            }
        }
        double[][] features = iris.features();
        for (int i = 0; i < iris.size(); i++) {
            points.get(iris.labels()[i]).add(features[i][0], features[i][1]);
        }
        return new Findings.Figure(
                "iris-boundary-" + name.replace(' ', '-'),
                "Votes " + name + ": the shade is the answer, the mark is the truth.",
                Charts.regions(
                        Charts.Frame.linear(
                                "Iris by " + BOUNDARY_NEIGHBORS + " neighbors, votes " + name,
                                "sepal length, cm",
                                "sepal width, cm",
                                LegendPosition.OutsideE),
                        regions.stream().map(Region::spots).toList(),
                        STEP,
                        points.stream().map(Region::spots).toList()));
    }

    private static double[] grid(Iris iris, int feature) {
        var summary = IntStream.range(0, iris.size())
                .mapToDouble(i -> iris.features()[i][feature])
                .summaryStatistics();
        double from = summary.getMin() - MARGIN;
        int steps = (int) Math.round((summary.getMax() + MARGIN - from) / STEP);
        return IntStream.rangeClosed(0, steps).mapToDouble(i -> from + i * STEP).toArray();
    }

    private static RealMatrix rows(Iris iris, int[] flowers, int features) {
        return MatrixUtils.createRealMatrix(iris.features())
                .getSubMatrix(flowers, IntStream.range(0, features).toArray());
    }

    private static int[] labels(Iris iris, int[] flowers) {
        int[] labels = iris.labels();
        return IntStream.of(flowers).map(flower -> labels[flower]).toArray();
    }

    private static int right(Scores scores, int[] labels) {
        return (int) IntStream.range(0, labels.length)
                .filter(i -> scores.label(i) == labels[i])
                .count();
    }

    private static Finding.Effort effort(long trainingNanos, long predictionNanos) {
        return new Finding.Effort(
                Duration.ofNanos(trainingNanos),
                Duration.ofNanos(predictionNanos),
                OptionalInt.empty(),
                OptionalLong.empty());
    }

    /** Places that belong together. */
    private record Region(String name, List<Double> x, List<Double> y) {

        void add(double toX, double toY) {
            x.add(toX);
            y.add(toY);
        }

        Charts.Spots spots() {
            return new Charts.Spots(name, x, y);
        }
    }
}
