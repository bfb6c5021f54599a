package io.glyphstream.verifier;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.Stretch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** All that was found to be wrong: counted, and the first of each kind told. Thread-safe. */
final class Findings {
    private static final int TOLD_OF_EACH = 5;

    /** An operator who accepts losses has to see each. */
    private static final int LOSSES_TOLD = 100;

    /** So that a broken topic cannot fill the memory. */
    private static final int LOSSES_KEPT = 1_000;

    @GuardedBy("this")
    private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);

    @GuardedBy("this")
    private final Map<Finding, List<String>> told = new EnumMap<>(Finding.class);

    @GuardedBy("this")
    private final List<String> notes = new ArrayList<>();

    @GuardedBy("this")
    private final List<Stretch> losses = new ArrayList<>();

    @GuardedBy("this")
    private final List<Stretch> undecided = new ArrayList<>();

    void add(Finding finding, Supplier<String> text) {
        add(finding, 1, text);
    }

    /** Adds so many of a kind, of which the text tells the first. */
    synchronized void add(Finding finding, long count, Supplier<String> text) {
        counts.merge(finding, count, Long::sum);
        if (told.getOrDefault(finding, List.of()).size() < limit(finding)) {
            tell(finding, name(finding) + ": " + text.get());
        }
    }

    @GuardedBy("this")
    private void tell(Finding finding, String text) {
        var texts = told.computeIfAbsent(finding, missing -> new ArrayList<>());
        if (texts.size() < limit(finding) && !texts.contains(text)) {
            texts.add(text);
        }
    }

    private static int limit(Finding finding) {
        return finding == Finding.LOST ? LOSSES_TOLD : TOLD_OF_EACH;
    }

    private static String name(Finding finding) {
        return finding.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Adds a stretch of inputs that have no outcome, and keeps it. */
    synchronized void lose(Stretch loss, PartitionScope.Letters letters) {
        var cause = letters == PartitionScope.Letters.COMPLETE
                ? "removed before they had a prediction or a dead letter, unless a transaction was aborted there"
                : "without a prediction; their dead letters, if they had any, were removed";
        add(Finding.LOST, loss.offsets(), () -> loss.text() + ": " + cause);
        if (losses.size() < LOSSES_KEPT) {
            losses.add(loss);
        }
    }

    /** Adds offsets of which nobody can tell whether there was an input. */
    synchronized void undecide(List<Stretch> offsets) {
        var room = LOSSES_KEPT - undecided.size();
        undecided.addAll(offsets.subList(0, Math.min(room, offsets.size())));
    }

    /** Takes the undecided offsets of a topic for losses, as no transaction was ever seen on it. */
    synchronized void loseUndecided(String topic) {
        var lost = undecided.stream()
                .filter(offset -> offset.topic().equals(topic))
                .toList();
        undecided.removeAll(lost);
        for (var loss : lost) {
            lose(loss, PartitionScope.Letters.COMPLETE);
        }
    }

    /** Adds what people should know though nothing is wrong. */
    synchronized void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    /** Takes outcomes beyond the first for what was promised: at least one. */
    synchronized void allowRepeats() {
        var count = counts.remove(Finding.DUPLICATE);
        if (count != null) {
            counts.merge(Finding.REPEATED, count, Long::sum);
            for (var text : told.getOrDefault(Finding.DUPLICATE, List.of())) {
                tell(Finding.REPEATED, text);
            }
            told.remove(Finding.DUPLICATE);
        }
    }

    /** Adds all that another has found. */
    void addAll(Findings other) {
        for (var finding : Finding.values()) {
            add(finding, other.count(finding), other.told(finding));
        }
        other.notes().forEach(this::note);
        addLosses(other.losses());
        undecide(other.undecided());
    }

    private synchronized void add(Finding finding, long count, List<String> texts) {
        if (count > 0) {
            counts.merge(finding, count, Long::sum);
        }
        for (var text : texts) {
            tell(finding, text);
        }
    }

    private synchronized void addLosses(List<Stretch> others) {
        var room = LOSSES_KEPT - losses.size();
        losses.addAll(others.subList(0, Math.min(room, others.size())));
    }

    synchronized long count(Finding finding) {
        return counts.getOrDefault(finding, 0L);
    }

    synchronized boolean isEmpty() {
        return counts.isEmpty();
    }

    synchronized List<String> told(Finding finding) {
        return List.copyOf(told.getOrDefault(finding, List.of()));
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    synchronized List<Stretch> losses() {
        return List.copyOf(losses);
    }

    synchronized List<Stretch> undecided() {
        return List.copyOf(undecided);
    }
}
