package io.glyphstream.verifier;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** All that was found to be wrong: counted, and the first of each kind told. Thread-safe. */
final class Findings {
    private static final int TOLD_OF_EACH = 5;

    private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);
    private final Map<Finding, List<String>> told = new EnumMap<>(Finding.class);
    private final List<String> notes = new ArrayList<>();

    void add(Finding finding, Supplier<String> text) {
        add(finding, 1, text);
    }

    /** Adds so many of a kind, of which the text tells the first. */
    synchronized void add(Finding finding, long count, Supplier<String> text) {
        counts.merge(finding, count, Long::sum);
        var texts = told.computeIfAbsent(finding, missing -> new ArrayList<>());
        if (texts.size() < TOLD_OF_EACH) {
            texts.add(finding.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + text.get());
        }
    }

    /** Adds what people should know though nothing is wrong. */
    synchronized void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    synchronized long count(Finding finding) {
        return counts.getOrDefault(finding, 0L);
    }

    synchronized List<String> problems() {
        return told.values().stream().flatMap(List::stream).toList();
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }
}
