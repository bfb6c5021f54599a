package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.processor.AccuracyWindows;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ModelReference;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.jspecify.annotations.Nullable;

/** The slow twin of the running accuracy: one version's answers, one by one. */
final class Recount {
    private static final int CLASSES = 10;

    private final ModelReference model;
    private final Long[] confusion = new Long[CLASSES * CLASSES];
    private int seen;
    private int correct;
    private long unlabelled;

    Recount(ModelReference model) {
        this.model = model;
        Arrays.fill(confusion, 0L);
    }

    static Instant windowStart(long timestamp) {
        var length = AccuracyWindows.SIZE.toMillis();
        return Instant.ofEpochMilli(timestamp / length * length);
    }

    void add(@Nullable Integer truth, int answer) {
        if (truth == null) {
            unlabelled++;
            return;
        }
        seen++;
        correct += truth == answer ? 1 : 0;
        confusion[truth * CLASSES + answer]++;
    }

    /** Returns how many answers there were. */
    long answers() {
        return seen + unlabelled;
    }

    void check(AccuracyReport report) {
        assertThat(report.getModel()).isEqualTo(model);
        assertThat(report.getSeen()).isEqualTo(seen);
        assertThat(report.getCorrect()).isEqualTo(correct);
        assertThat(report.getUnlabelled()).isEqualTo(unlabelled);
        assertThat(report.getConfusion()).isEqualTo(List.of(confusion));
        if (seen > 0) {
            var interval = new WilsonScoreInterval().createInterval(seen, correct, 0.95);
            assertThat(report.getAccuracy()).isEqualTo((double) correct / seen);
            assertThat(report.getLower()).isCloseTo(interval.getLowerBound(), within(1e-9));
            assertThat(report.getUpper()).isCloseTo(interval.getUpperBound(), within(1e-9));
        }
    }
}
