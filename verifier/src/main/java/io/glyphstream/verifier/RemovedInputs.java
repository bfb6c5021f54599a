package io.glyphstream.verifier;

import io.glyphstream.verifier.report.Stretch;
import io.glyphstream.verifier.topics.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The offsets below the first record of one input partition, and which of them had outcomes.
 *
 * <p>Memory: a bit for each offset from the first known outcome on.
 */
final class RemovedInputs {
    private final String topic;
    private final int partition;
    private final long end;
    private final List<Stretch> losses = new ArrayList<>();
    private final List<Stretch> undecided = new ArrayList<>();
    private OffsetSet done = new OffsetSet(new Span(0, 0));

    /** The offsets below this one, of which nothing is known. */
    RemovedInputs(String topic, int partition, long end) {
        this.topic = topic;
        this.partition = partition;
        this.end = end;
    }

    /** From this offset on, all outcomes are to be told; before it, retention may have removed outcomes as well. */
    void begin(long first) {
        done = new OffsetSet(new Span(Math.min(first, end), end));
    }

    /** Takes an outcome of an offset, whether it was removed or not. */
    void add(long offset) {
        if (done.span().contains(offset)) {
            done.add(offset);
        }
    }

    /**
     * Finds the offsets without an outcome. One that stands alone is undecided: the record that ends a transaction takes an
     * offset, too.
     */
    void finish() {
        var from = done.span().begin();
        while (from < end) {
            var next = done.next(from);
            var to = next < 0 ? end : next;
            if (to > from) {
                (to - from == 1 ? undecided : losses).add(new Stretch(topic, partition, from, to - 1));
            }
            from = to + 1;
        }
    }

    List<Stretch> losses() {
        return losses;
    }

    List<Stretch> undecided() {
        return undecided;
    }
}
