package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.schemas.Prediction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The newest answers, and more of the rare ones: those where a model was wrong and those where models disagree are kept longer, so that
 * they are there when somebody asks.
 */
public final class AnswerWindow implements AnswerListener {

    static final int NEWEST = 2_000;
    static final int RARE = 500;

    @GuardedBy("this")
    private final Deque<Kept> newest = new ArrayDeque<>();

    @GuardedBy("this")
    private final Deque<Kept> mistakes = new ArrayDeque<>();

    @GuardedBy("this")
    private final Deque<Kept> disputes = new ArrayDeque<>();

    @GuardedBy("this")
    private long seen;

    private final List<AnswerSample> samples = new CopyOnWriteArrayList<>();

    /**
     * An answer in the window.
     *
     * @param number how many came before it; later answers have higher ones
     */
    public record Kept(long number, SeenAnswer answer) {}

    @Override
    public void answered(SeenAnswer answer) {
        keep(answer);
        for (var sample : samples) {
            sample.answered(answer);
        }
    }

    @Override
    public synchronized void topicIsAnother() {
        newest.clear();
        mistakes.clear();
        disputes.clear();
    }

    private synchronized void keep(SeenAnswer answer) {
        var kept = new Kept(seen++, answer);
        Prediction prediction = answer.prediction();
        add(newest, kept, NEWEST);
        if (AnswerFilter.isMistaken(prediction)) {
            add(mistakes, kept, RARE);
        }
        if (AnswerFilter.isDisputed(prediction)) {
            add(disputes, kept, RARE);
        }
    }

    private static void add(Deque<Kept> kept, Kept one, int most) {
        if (kept.size() == most) {
            kept.removeFirst();
        }
        kept.addLast(one);
    }

    /** Returns how many answers have come since the console was started. */
    public synchronized long seen() {
        return seen;
    }

    /**
     * Returns the newest answers that pass the filter, newest first.
     *
     * @param before only answers with lower numbers
     */
    public List<Kept> page(AnswerFilter filter, long before, int most) {
        return all().stream()
                .filter(kept -> kept.number() < before)
                .filter(kept -> filter.matches(kept.answer().prediction()))
                .limit(most)
                .toList();
    }

    private synchronized List<Kept> all() {
        var byNumber = new TreeMap<Long, Kept>(Collections.reverseOrder());
        List.of(newest, mistakes, disputes).forEach(some -> some.forEach(kept -> byNumber.put(kept.number(), kept)));
        return new ArrayList<>(byNumber.values());
    }

    /** Begins a sample of the answers that come from now on and pass the filter; the caller closes it. */
    public AnswerSample sample(AnswerFilter filter) {
        var sample = new AnswerSample(filter, samples::remove);
        samples.add(sample);
        return sample;
    }
}
