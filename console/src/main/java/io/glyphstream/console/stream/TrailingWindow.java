package io.glyphstream.console.stream;

import java.util.ArrayDeque;
import java.util.Deque;

/** Values that are taken now and then, as far back as a window of time that ends now. */
final class TrailingWindow<V> {

    private final long millis;
    private final Deque<Taken<V>> taken = new ArrayDeque<>();

    TrailingWindow(long millis) {
        this.millis = millis;
    }

    /** @param at in milliseconds since 1970 */
    record Taken<V>(long at, V value) {}

    /** Adds the present value, and returns that with which the window begins: the newest that is as old as the window, or the oldest. */
    Taken<V> add(long at, V value) {
        taken.addLast(new Taken<>(at, value));
        while (taken.size() > 1 && at - second().at() >= millis) {
            taken.removeFirst();
        }
        return taken.getFirst();
    }

    void clear() {
        taken.clear();
    }

    private Taken<V> second() {
        var each = taken.iterator();
        each.next();
        return each.next();
    }
}
