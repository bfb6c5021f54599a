package io.glyphstream.counting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which keys belong to which window, so that those of a closed window are found without a search. */
public final class OpenWindows {
    private final Retention retention;
    private final TreeMap<Long, Set<String>> keys = new TreeMap<>();

    /** No window is known yet. */
    public OpenWindows(Retention retention) {
        this.retention = retention;
    }

    /** Decides whether a window is open when the newest one starts then; both in milliseconds of the epoch. */
    public interface Retention {
        boolean isOpen(long windowStart, long newestStart);
    }

    /** Returns whether a window is open, be it older than the newest one or newer. */
    public boolean isOpen(long windowStart) {
        return keys.isEmpty() || retention.isOpen(windowStart, keys.lastKey());
    }

    /** Notes that a key belongs to a window; a total, which has none, is always kept. */
    public void add(String key, @Nullable Instant windowStart) {
        if (windowStart != null) {
            keys.computeIfAbsent(windowStart.toEpochMilli(), start -> new LinkedHashSet<>())
                    .add(key);
        }
    }

    /** Forgets the windows that the newest one has closed, and returns their keys. */
    public List<String> close() {
        var closed = new ArrayList<String>();
        while (!keys.isEmpty() && !retention.isOpen(keys.firstKey(), keys.lastKey())) {
            closed.addAll(keys.pollFirstEntry().getValue());
        }
        return closed;
    }
}
