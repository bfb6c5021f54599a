package io.glyphstream.counting;

import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.AccuracyWindows;
import io.glyphstream.schemas.Role;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Makes reports of counts: a pure function. */
public final class AccuracyReports {
    /** How many standard deviations off the mean 95 % of a normal distribution end. */
    private static final double Z = new NormalDistribution(0, 1).inverseCumulativeProbability(0.975);

    private AccuracyReports() {}

    /**
     * Returns the report of the sum of the partials, one for each partition, of one model version and window.
     *
     * <p>Only one snapshot can have the name; where an older one had it, before all topics were deleted and created again, its partials are
     * left out. The model is reported as champion if it was that in any partition lately.
     */
    public static AccuracyReport sum(List<AccuracyPartial> partials, Instant now) {
        var newest = partials.get(partials.size() - 1);
        var classes = newest.getClasses();
        var confusion = new long[classes * classes];
        var unlabelled = 0L;
        var role = Role.CHALLENGER;
        for (var partial : partials) {
            if (!partial.getModel().equals(newest.getModel()) || partial.getClasses() != classes) {
                continue;
            }
            role = partial.getRole() == Role.CHAMPION ? Role.CHAMPION : role;
            unlabelled += partial.getUnlabelled();
            for (var i = 0; i < confusion.length; i++) {
                confusion[i] += partial.getConfusion().get(i);
            }
        }
        var seen = Arrays.stream(confusion).sum();
        var correct = 0L;
        for (var c = 0; c < classes; c++) {
            correct += confusion[c * classes + c];
        }
        var windowStart = newest.getWindowStart();
        return new AccuracyReport(
                newest.getModel(),
                role,
                seen,
                correct,
                unlabelled,
                seen == 0 ? 0 : (double) correct / seen,
                wilson(seen, correct, -1),
                wilson(seen, correct, 1),
                classes,
                Arrays.stream(confusion).boxed().toList(),
                windowStart,
                windowStart == null ? null : windowStart.plus(AccuracyWindows.SIZE),
                now);
    }

    /**
     * Returns one end of Wilson's 95 % score interval of a proportion; [0, 1] while nothing was tried. The interval always
     * holds the proportion: its end is exactly 0 without a success and 1 without a failure, where rounding would miss it.
     *
     * <p>Commons Math's own takes no more trials than an int, which a stream exceeds.
     *
     * @param side -1 for the lower end, 1 for the upper
     */
    public static double wilson(long trials, long successes, int side) {
        if (side < 0 ? successes == 0 : successes == trials) {
            return side < 0 ? 0 : 1;
        }
        double n = trials;
        var p = successes / n;
        var middle = p + Z * Z / (2 * n);
        var spread = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return Math.min(1, Math.max(0, (middle + side * spread) / (1 + Z * Z / n)));
    }
}
