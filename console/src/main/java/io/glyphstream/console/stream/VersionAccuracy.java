package io.glyphstream.console.stream;

import io.glyphstream.counting.AccuracyReports;
import io.glyphstream.schemas.AccuracyReport;
import java.util.Optional;

/** How right one version was in the last 30 seconds: the difference of its totals. */
final class VersionAccuracy {

    private static final long WINDOW_MILLIS = 30_000;

    private final TrailingWindow<Total> totals = new TrailingWindow<>(WINDOW_MILLIS);
    private AccuracyReport newest;
    private long changedAt;

    private record Total(long seen, long correct) {}

    VersionAccuracy(AccuracyReport first, long at) {
        newest = first;
        changedAt = at;
    }

    /** Takes in a total; one that is less than the one before starts another count, as topics were deleted and created again. */
    void total(AccuracyReport report, long at) {
        if (report.getSeen() < newest.getSeen() || report.getCorrect() < newest.getCorrect()) {
            totals.clear();
        }
        if (report.getSeen() != newest.getSeen()) {
            changedAt = at;
        }
        newest = report;
    }

    AccuracyReport newest() {
        return newest;
    }

    /** Returns when images were counted last, in milliseconds since 1970. */
    long changedAt() {
        return changedAt;
    }

    /** Returns the accuracy of the last 30 seconds, or nothing if no image with a known truth was counted in them. */
    Optional<RecentAccuracy> tick(long at) {
        var base =
                totals.add(at, new Total(newest.getSeen(), newest.getCorrect())).value();
        long seen = newest.getSeen() - base.seen();
        long correct = newest.getCorrect() - base.correct();
        if (seen <= 0 || correct < 0 || correct > seen) {
            return Optional.empty();
        }
        return Optional.of(new RecentAccuracy(
                newest.getModel(),
                seen,
                correct,
                AccuracyReports.wilson(seen, correct, -1),
                AccuracyReports.wilson(seen, correct, 1)));
    }
}
