package io.glyphstream.counting;

import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.Score;
import java.time.Instant;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** What one input partition has counted for one model version, in total or in one window; it goes on counting. */
final class Counts {
    private final ModelReference model;
    private final @Nullable Instant windowStart;
    private final int classes;
    private final long[] confusion;
    private Role role;
    private long unlabelled;
    private boolean changed;

    /** Nothing counted yet. */
    Counts(ModelReference model, int classes, @Nullable Instant windowStart) {
        this.model = model;
        this.windowStart = windowStart;
        this.classes = classes;
        this.confusion = new long[classes * classes];
        this.role = Role.CHALLENGER;
    }

    /** What was counted when the partial was made. */
    Counts(AccuracyPartial partial) {
        model = partial.getModel();
        windowStart = partial.getWindowStart();
        classes = partial.getClasses();
        role = partial.getRole();
        unlabelled = partial.getUnlabelled();
        confusion = new long[classes * classes];
        for (var i = 0; i < confusion.length; i++) {
            confusion[i] = partial.getConfusion().get(i);
        }
    }

    /** Counts one more score, whose image has this true class, or none that is known. */
    void add(Score score, @Nullable Integer truth) {
        role = score.getRole();
        if (truth == null) {
            unlabelled++;
            return;
        }
        confusion[truth * classes + score.getLabel()]++;
    }

    /** Counts an answer under another truth than before, which may be {@link AnsweredImage#NONE}. */
    void move(int answer, int oldTruth, int newTruth) {
        if (oldTruth == AnsweredImage.NONE) {
            unlabelled--;
        } else {
            confusion[oldTruth * classes + answer]--;
        }
        confusion[newTruth * classes + answer]++;
    }

    /** Marks it as changed; returns true if it was not marked before. */
    boolean change() {
        var first = !changed;
        changed = true;
        return first;
    }

    /** Notes that what has changed was sent. */
    void settle() {
        changed = false;
    }

    /** Returns what is counted by now. */
    AccuracyPartial partial(int partition) {
        return new AccuracyPartial(
                model, role, partition, classes, new LongList(confusion.clone()), unlabelled, windowStart);
    }

    /** The longs of an array as a list. */
    private static final class LongList extends AbstractList<Long> implements RandomAccess {
        private final long[] values;

        LongList(long[] values) {
            this.values = values;
        }

        @Override
        public Long get(int index) {
            return values[index];
        }

        @Override
        public int size() {
            return values.length;
        }
    }
}
