package io.glyphstream.counting;

import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.AccuracyWindows;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Score;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/*
 * Counting happens on the heap, because it happens for every image; before each commit, what has changed goes to the store,
 * whose changelog is part of the commit. So after a crash the store has exactly what belongs to the committed images.
 *
 * What was sent is not remembered: a partial is cumulative, and one sent again changes nothing. A new ledger sends all that
 * it finds in the store, for the last counts may have been committed but not sent.
 */
/** The counts of one input partition, by {@link RecordKeys#accuracy}: in total and in each open window. */
public final class TallyLedger {
    private final KeyedStore<AccuracyPartial> store;
    private final int partition;
    private final BiConsumer<String, AccuracyPartial> receiver;

    /** What was counted lately; all else is in the store alone. */
    private final Map<String, Counts> recent = new HashMap<>();

    private final Set<String> unsaved = new LinkedHashSet<>();
    private final Set<String> unsent = new LinkedHashSet<>();
    private final OpenWindows windows = new OpenWindows(AccuracyWindows::isOpen);

    /** Where the scores of the latest prediction were counted, in their order: mostly the next go there too. */
    private final List<Place> latest = new ArrayList<>();

    /**
     * Goes on from what is in the store.
     *
     * @param receiver gets the partials that are sent, with their keys
     */
    public TallyLedger(KeyedStore<AccuracyPartial> store, int partition, BiConsumer<String, AccuracyPartial> receiver) {
        this.store = store;
        this.partition = partition;
        this.receiver = receiver;
        store.forEach((key, partial) -> {
            unsent.add(key);
            windows.add(key, partial.getWindowStart());
        });
    }

    /**
     * Counts the scores of one image, whose record is of this time.
     *
     * @param truth the true class, or null if none is known
     * @return the start of the window that it counts in, or {@link AnsweredImage#NONE}
     */
    long count(Prediction prediction, long timestamp, @Nullable Integer truth) {
        var windowStart = AccuracyWindows.start(timestamp);
        var scores = prediction.getScores();
        var countedIn = (long) AnsweredImage.NONE;
        for (var i = 0; i < scores.size(); i++) {
            var place = place(i, scores.get(i), windowStart);
            count(place.total, place.totalKey, scores.get(i), truth);
            if (place.window != null) {
                count(place.window, place.windowKey, scores.get(i), truth);
                countedIn = windowStart;
            }
        }
        return countedIn;
    }

    /** Counts an image under another truth, which the image takes on; returns whether its window is still open. */
    boolean correct(AnsweredImage image, int truth) {
        var start = image.windowStart();
        if (start != AnsweredImage.NONE && !windows.isOpen(start)) {
            return false;
        }
        for (var i = 0; i < image.models().size(); i++) {
            var model = image.models().get(i);
            move(RecordKeys.accuracy(model), image, i, null, truth);
            if (start != AnsweredImage.NONE) {
                var window = Instant.ofEpochMilli(start);
                move(RecordKeys.accuracy(model, window), image, i, window, truth);
            }
        }
        image.become(truth);
        return true;
    }

    private void move(String key, AnsweredImage image, int index, @Nullable Instant window, int truth) {
        counts(key, image.models().get(index), image.classes(), window).move(image.answer(index), image.truth(), truth);
        unsaved.add(key);
        unsent.add(key);
    }

    /** Puts what has changed into the store. */
    public void save() {
        for (var key : unsaved) {
            store.put(key, current(key));
            settle(key);
        }
        unsaved.clear();
    }

    /** Sends what has changed. */
    public void send() {
        for (var key : unsent) {
            receiver.accept(key, current(key));
            settle(key);
        }
        unsent.clear();
        recent.keySet().retainAll(unsaved);
        latest.clear();
    }

    /** The next change has to be saved and sent, both. */
    private void settle(String key) {
        var counts = recent.get(key);
        if (counts != null) {
            counts.settle();
        }
    }

    /** The two counts that the scores of one model go to; there is no window's when that window is closed. */
    private record Place(
            ModelReference model,
            long windowStart,
            String totalKey,
            Counts total,
            String windowKey,
            @Nullable Counts window) {
        /** Compares the very objects, since one model set has one, and contents would take longer than all the rest. */
        @SuppressWarnings("ReferenceEquality")
        boolean isFor(Score score, long start) {
            return model == score.getModel() && windowStart == start;
        }
    }

    private Place place(int index, Score score, long windowStart) {
        if (index < latest.size() && latest.get(index).isFor(score, windowStart)) {
            return latest.get(index);
        }
        while (latest.size() > index) {
            latest.remove(latest.size() - 1);
        }
        var place = findPlace(score, windowStart);
        latest.add(place);
        return place;
    }

    private Place findPlace(Score score, long start) {
        var model = score.getModel();
        var classes = score.getOutputs().size();
        var totalKey = RecordKeys.accuracy(model);
        var total = counts(totalKey, model, classes, null);
        var windowStart = Instant.ofEpochMilli(start);
        var windowKey = RecordKeys.accuracy(model, windowStart);
        if (!windows.isOpen(start)) {
            return new Place(model, start, totalKey, total, windowKey, null);
        }
        windows.add(windowKey, windowStart);
        var window = counts(windowKey, model, classes, windowStart);
        closeWindows();
        return new Place(model, start, totalKey, total, windowKey, window);
    }

    /** Returns the counts to go on with: none, where the store has those of another model that once had this name. */
    private Counts counts(String key, ModelReference model, int classes, @Nullable Instant windowStart) {
        return recent.computeIfAbsent(key, missing -> {
            var stored = store.get(key);
            if (stored == null || !stored.getModel().equals(model) || stored.getClasses() != classes) {
                return new Counts(model, classes, windowStart);
            }
            return new Counts(stored);
        });
    }

    private void count(Counts counts, String key, Score score, @Nullable Integer truth) {
        counts.add(score, truth);
        if (counts.change()) {
            unsaved.add(key);
            unsent.add(key);
        }
    }

    private void closeWindows() {
        for (var key : windows.close()) {
            if (unsent.remove(key)) {
                receiver.accept(key, current(key));
            }
            recent.remove(key);
            unsaved.remove(key);
            store.delete(key);
        }
    }

    private AccuracyPartial current(String key) {
        var counts = recent.get(key);
        return counts == null ? Objects.requireNonNull(store.get(key)) : counts.partial(partition);
    }
}
