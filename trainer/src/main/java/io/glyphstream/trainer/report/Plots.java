package io.glyphstream.trainer.report;

import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.ControlCharacters;
import io.glyphstream.trainer.evaluation.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of a training. */
final class Plots {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;
    private static final int MOST_CLASSES_WITH_NUMBERS = 20;
    private static final int LONGEST_NAME = 20;

    private Plots() {}

    /** Returns loss above, accuracy below, by epoch; at least one epoch is needed. */
    static BufferedImage learningCurve(List<EpochMetrics> history) {
        var loss = lines("Loss by epoch", "loss");
        addSeries(loss, "training", history, EpochMetrics::trainingLoss);
        addSeries(loss, "validation", history, EpochMetrics::validationLoss);
        var accuracy = lines("Accuracy by epoch", "accuracy, %");
        addSeries(accuracy, "training", history, metrics -> 100 * metrics.trainingAccuracy());
        addSeries(accuracy, "validation", history, metrics -> 100 * metrics.validationAccuracy());
        accuracy.getStyler().setLegendPosition(LegendPosition.InsideSE);

        var both = new BufferedImage(WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
        var canvas = both.createGraphics();
        canvas.drawImage(BitmapEncoder.getBufferedImage(loss), 0, 0, null);
        canvas.drawImage(BitmapEncoder.getBufferedImage(accuracy), 0, HEIGHT, null);
        canvas.dispose();
        return both;
    }

    /** Returns a heat map of mistakes: the shade ends at the commonest mistake, so that right answers do not drown them. */
    static BufferedImage confusion(ConfusionMatrix confusion, ClassNames names) {
        var classes = confusion.classes();
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(WIDTH)
                .height(WIDTH)
                .title("Answers by truth")
                .xAxisTitle("answer")
                .yAxisTitle("truth")
                .build();
        chart.getStyler()
                .setRangeColors(new Color[] {Color.WHITE, new Color(0xfdae6b), new Color(0xd94801)})
                .setMin(0)
                .setMax((double) Math.max(1, commonestMistake(confusion)))
                .setShowValue(classes <= MOST_CLASSES_WITH_NUMBERS)
                .setValueFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
                .setHeatMapDecimalValueFormatter(count -> Long.toString(Math.round(count)));
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setPlotContentSize(1);
        chart.getStyler().setYAxisTickMarkSpacingHint(WIDTH / 2 / classes);
        chart.getStyler().setXAxisTickMarkSpacingHint(WIDTH / 2 / classes);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        var answers = IntStream.range(0, classes)
                .mapToObj(label -> text(names, label))
                .toList();
        var truthsUpwards = IntStream.range(0, classes)
                .mapToObj(up -> text(names, classes - 1 - up))
                .toList();
        chart.addSeries("images", answers, truthsUpwards, cells(confusion));
        return BitmapEncoder.getBufferedImage(chart);
    }

    /** Returns the class as text that fits beside an axis. */
    static String text(ClassNames names, int label) {
        var text = ControlCharacters.escape(names.text(label));
        return text.codePointCount(0, text.length()) <= LONGEST_NAME
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }

    /** Returns (answer, height of the row, count) of each cell; the first truth is on top, as in any matrix. */
    private static List<Number[]> cells(ConfusionMatrix confusion) {
        var cells = new ArrayList<Number[]>();
        for (var truth = 0; truth < confusion.classes(); truth++) {
            for (var answer = 0; answer < confusion.classes(); answer++) {
                cells.add(new Number[] {answer, confusion.classes() - 1 - truth, confusion.count(truth, answer)});
            }
        }
        return cells;
    }

    private static long commonestMistake(ConfusionMatrix confusion) {
        var most = 0L;
        for (var truth = 0; truth < confusion.classes(); truth++) {
            for (var answer = 0; answer < confusion.classes(); answer++) {
                if (truth != answer) {
                    most = Math.max(most, confusion.count(truth, answer));
                }
            }
        }
        return most;
    }

    private static XYChart lines(String title, String measure) {
        var chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("epoch")
                .yAxisTitle(measure)
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
        chart.getStyler().setXAxisDecimalPattern("0");
        chart.getStyler().setYAxisDecimalPattern("0.####");
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private static void addSeries(
            XYChart chart, String name, List<EpochMetrics> history, ToDoubleFunction<EpochMetrics> measure) {
        var measured = history.stream()
                .filter(metrics -> Double.isFinite(measure.applyAsDouble(metrics)))
                .toList();
        if (measured.isEmpty()) {
            return;
        }
        var epochs = measured.stream().mapToDouble(EpochMetrics::epoch).toArray();
        chart.addSeries(name, epochs, measured.stream().mapToDouble(measure).toArray())
                .setMarker(SeriesMarkers.CIRCLE);
    }
}
