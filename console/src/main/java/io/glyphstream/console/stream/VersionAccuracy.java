package io.glyphstream.console.stream;

import io.glyphstream.counting.AccuracyReports;
import io.glyphstream.schemas.AccuracyReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How right one version was in the last 30 seconds: the difference of its totals. */
final class VersionAccuracy {

    private static final long WINDOW_MILLIS = 30_000;

    private final Deque<Total> totals = new ArrayDeque<>();
    private AccuracyReport newest;
    private long changedAt;

    private record Total(long at, long seen, long correct) {}

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
        totals.addLast(new Total(at, newest.getSeen(), newest.getCorrect()));
        while (totals.size() > 1 && at - second().at() >= WINDOW_MILLIS) {
            totals.removeFirst();
        }
        var base = totals.getFirst();
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

    private Total second() {
        var each = totals.iterator();
        each.next();
        return each.next();
    }
}
