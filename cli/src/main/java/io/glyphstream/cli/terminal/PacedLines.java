package io.glyphstream.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines to print, each as it comes, or of each key only the newest within an interval. Not thread-safe. */
public final class PacedLines {

    private final Duration every;
    private final List<String> all = new ArrayList<>();
    private final Map<String, String> newest = new LinkedHashMap<>();
    private Instant next = Instant.MIN;

    /** No time at all lets every line through. */
    public PacedLines(Duration every) {
        this.every = every;
    }

    public void add(String key, String line) {
        if (every.isZero()) {
            all.add(line);
            return;
        }
        newest.put(key, line);
    }

    /** Returns what is to be printed now. */
    public List<String> due(Instant now) {
        if (every.isZero() || (!newest.isEmpty() && !now.isBefore(next))) {
            next = now.plus(every);
            return rest();
        }
        return List.of();
    }

    /** Returns all that was not printed yet. */
    public List<String> rest() {
        var lines = new ArrayList<>(all);
        lines.addAll(newest.values());
        all.clear();
        newest.clear();
        return lines;
    }
}
