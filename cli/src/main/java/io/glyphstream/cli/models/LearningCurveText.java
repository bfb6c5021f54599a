package io.glyphstream.cli.models;

import io.glyphstream.operations.Numbers;
import io.glyphstream.schemas.LearningCurve;
import io.glyphstream.schemas.LearningCurves;
import io.glyphstream.schemas.LearningPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** How a training went, in lines: its first epoch, its best, and its last. */
final class LearningCurveText {

    private LearningCurveText() {}

    static List<String> lines(LearningCurve curve) {
        var lines = new ArrayList<String>();
        lines.add("  epochs      " + curve.getEpochs() + ", the weights are those of epoch " + curve.getBest());
        var shown = new TreeSet<>(List.of(1, curve.getBest(), curve.getEpochs()));
        for (int epoch : shown) {
            LearningCurves.point(curve, epoch).map(LearningCurveText::line).ifPresent(lines::add);
        }
        return lines;
    }

    private static String line(LearningPoint point) {
        var training = "loss " + loss(point.getTrainingLoss()) + ", " + Numbers.percent(point.getTrainingAccuracy())
                + " right";
        var line = String.format(Locale.ROOT, "    %-9d training %s", point.getEpoch(), training);
        return point.getValidationLoss() == null || point.getValidationAccuracy() == null
                ? line
                : line + "; validation loss " + loss(point.getValidationLoss()) + ", "
                        + Numbers.percent(point.getValidationAccuracy()) + " right";
    }

    private static String loss(double loss) {
        return String.format(Locale.ROOT, "%.4f", loss);
    }
}
