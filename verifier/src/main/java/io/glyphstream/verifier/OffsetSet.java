package io.glyphstream.verifier;

import io.glyphstream.verifier.topics.Span;
import java.util.BitSet;

/** Offsets within a span of one partition, at the price of one bit for each that could be. */
final class OffsetSet {
    private final Span span;
    private final BitSet bits = new BitSet();

    OffsetSet(Span span) {
        if (span.length() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a partition must hold at most " + Integer.MAX_VALUE
                    + " records to be verified but holds " + span.length());
        }
        this.span = span;
    }

    /** Adds an offset of the span, and returns whether it is new. */
    boolean add(long offset) {
        var isNew = !bits.get(index(offset));
        bits.set(index(offset));
        return isNew;
    }

    boolean contains(long offset) {
        return span.contains(offset) && bits.get(index(offset));
    }

    int size() {
        return bits.cardinality();
    }

    /** Returns the first offset from this one on, or -1 if there is none. */
    long next(long offset) {
        var index = bits.nextSetBit(index(offset));
        return index < 0 ? -1 : span.begin() + index;
    }

    Span span() {
        return span;
    }

    private int index(long offset) {
        return Math.toIntExact(offset - span.begin());
    }
}
