package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Of the answers that pass a filter, the newest few since somebody last took them. Each answer is looked at, so rare ones are found
 * however many others come.
 */
public final class AnswerSample implements AutoCloseable {

    /** So many are kept until they are taken. */
    static final int MOST = 20;

    private final AnswerFilter filter;
    private final Consumer<AnswerSample> whenClosed;

    @GuardedBy("this")
    private final Deque<SeenAnswer> kept = new ArrayDeque<>();

    @GuardedBy("this")
    private long seen;

    @GuardedBy("this")
    private long passed;

    AnswerSample(AnswerFilter filter, Consumer<AnswerSample> whenClosed) {
        this.filter = filter;
        this.whenClosed = whenClosed;
    }

    /**
     * Some of the answers that came.
     *
     * @param answers at most 20, newest first
     * @param passed how many passed the filter
     * @param seen how many came
     */
    public record Taken(List<SeenAnswer> answers, long passed, long seen) {}

    synchronized void answered(SeenAnswer answer) {
        seen++;
        if (!filter.matches(answer.prediction())) {
            return;
        }
        passed++;
        if (kept.size() == MOST) {
            kept.removeLast();
        }
        kept.addFirst(answer);
    }

    /** Returns what came since the call before, at most so many of them. */
    public synchronized Taken take(int most) {
        var taken = new Taken(kept.stream().limit(most).toList(), passed, seen);
        kept.clear();
        passed = 0;
        seen = 0;
        return taken;
    }

    @Override
    public void close() {
        whenClosed.accept(this);
    }
}
