package io.glyphstream.verifier;

import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ModelReference;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers of one version, in total or in one window, counted from predictions and labels. */
final class Recount {
    private final ModelReference model;
    private final @Nullable Instant windowStart;
    private final int classes;
    private final long[] confusion;
    private long unlabelled;

    Recount(ModelReference model, int classes, @Nullable Instant windowStart) {
        this.model = model;
        this.classes = classes;
        this.windowStart = windowStart;
        confusion = new long[classes * classes];
    }

    void add(int answer, @Nullable Integer truth) {
        if (truth == null) {
            unlabelled++;
            return;
        }
        if (truth < classes && answer >= 0 && answer < classes) {
            confusion[truth * classes + answer]++;
        }
    }

    void add(Recount other) {
        unlabelled += other.unlabelled;
        for (var i = 0; i < Math.min(confusion.length, other.confusion.length); i++) {
            confusion[i] += other.confusion[i];
        }
    }

    /** Returns in what a report differs, or nothing. */
    Optional<String> difference(AccuracyReport report) {
        if (!report.getModel().equals(model)) {
            return Optional.of("is about another snapshot");
        }
        if (!Objects.equals(report.getWindowStart(), windowStart)) {
            return Optional.of("is about the window of " + report.getWindowStart());
        }
        if (report.getSeen() != seen() || report.getCorrect() != correct() || report.getUnlabelled() != unlabelled) {
            return Optional.of("says " + report.getCorrect() + " of " + report.getSeen() + " right and "
                    + report.getUnlabelled() + " without a label, the predictions give " + correct() + " of " + seen()
                    + " and " + unlabelled);
        }
        if (!isSame(report.getConfusion())) {
            return Optional.of("has another confusion matrix than the predictions give");
        }
        var accuracy = seen() == 0 ? 0 : (double) correct() / seen();
        if (report.getAccuracy() != accuracy
                || report.getLower() > accuracy
                || (seen() > 0 && report.getUpper() < accuracy)) {
            return Optional.of("says " + report.getAccuracy() + " within [" + report.getLower() + ", "
                    + report.getUpper() + "], where its counts give " + accuracy);
        }
        return Optional.empty();
    }

    private boolean isSame(List<Long> reported) {
        if (reported.size() != confusion.length) {
            return false;
        }
        for (var i = 0; i < confusion.length; i++) {
            if (reported.get(i) != confusion[i]) {
                return false;
            }
        }
        return true;
    }

    private long seen() {
        var seen = 0L;
        for (var count : confusion) {
            seen += count;
        }
        return seen;
    }

    private long correct() {
        var correct = 0L;
        for (var c = 0; c < classes; c++) {
            correct += confusion[c * classes + c];
        }
        return correct;
    }

    ModelReference model() {
        return model;
    }

    int classes() {
        return classes;
    }

    @Nullable
    Instant windowStart() {
        return windowStart;
    }
}
