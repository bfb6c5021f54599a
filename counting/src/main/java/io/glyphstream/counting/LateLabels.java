package io.glyphstream.counting;

import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/*
 * An image is written down before the memory learns of it: the journal may end a segment first, and a segment is removed when the
 * memory has forgotten all images that it knew when the segment ended.
 */
/**
 * Counts the images of one partition together with the labels that come in records of their own, before or after their images.
 * What it remembers is in a store, and goes on after a restart. Not thread-safe.
 */
public final class LateLabels {
    private final Duration timeToLive;
    private final TallyLedger ledger;
    private final LabelPlacement placement;
    private final RefusedLabels refused;
    private final LabelMemory memory;
    private final LabelJournal journal;
    private List<ModelReference> latestModels = List.of();

    /**
     * Goes on from what is in the store.
     *
     * @param timeToLive how long an image waits for its label, and a label for its image; if zero, nothing is remembered
     * @param ledger counts what is known
     */
    public LateLabels(
            KeyedStore<byte[]> store,
            Duration timeToLive,
            TallyLedger ledger,
            LabelPlacement placement,
            RefusedLabels refused) {
        this.timeToLive = timeToLive;
        this.ledger = ledger;
        this.placement = placement;
        this.refused = refused;
        memory = new LabelMemory(timeToLive);
        journal = new LabelJournal(store, memory);
    }

    /** Counts an image that was answered, with the label that waits for it, and remembers it. The time is its record's. */
    public void answered(Prediction prediction, long time) {
        if (timeToLive.isZero()) {
            ledger.count(prediction, time, prediction.getTruth());
            return;
        }
        var id = prediction.getImageId();
        var classes = prediction.getScores().get(0).getOutputs().size();
        var truth = prediction.getTruth();
        var waited = memory.labelFor(id);
        if (waited.isPresent() && waited.get().label() < classes) {
            truth = waited.get().label();
        }
        var windowStart = ledger.count(prediction, time, truth);
        var image = new AnsweredImage(
                models(prediction),
                classes,
                answers(prediction),
                windowStart,
                truth == null ? AnsweredImage.NONE : truth);
        waited.filter(label -> label.label() >= classes)
                .ifPresent(label -> refused.wrongLabel(label, LabelMemory.outside(label, image)));
        journal.answered(id, image, time);
        refuse(memory.answered(id, image, time));
    }

    /** Takes in a label, whose record is of this time. */
    public void labeled(LateLabel label, long time) {
        refuse(memory.advance(time));
        memory.labeled(label).accept(new Taken(label, time));
    }

    /** Puts what is remembered into the store. */
    public void save() {
        journal.save();
    }

    /**
     * Reads one value of the store, and keeps nothing of it.
     *
     * @throws UndecodableRecordException when it is not one that this release knows
     */
    public static void check(byte[] stored) {
        LabelJournal.check(stored);
    }

    private static byte[] answers(Prediction prediction) {
        var scores = prediction.getScores();
        var answers = new byte[scores.size()];
        for (var i = 0; i < answers.length; i++) {
            answers[i] = (byte) scores.get(i).getLabel();
        }
        return answers;
    }

    /** Mostly the same models answer as before: then the list is the same, too. */
    private List<ModelReference> models(Prediction prediction) {
        var scores = prediction.getScores();
        var same = scores.size() == latestModels.size();
        for (var i = 0; same && i < scores.size(); i++) {
            same = scores.get(i).getModel().equals(latestModels.get(i));
        }
        if (!same) {
            var models = new ArrayList<ModelReference>();
            scores.forEach(score -> models.add(score.getModel()));
            latestModels = List.copyOf(models);
        }
        return latestModels;
    }

    private void refuse(List<LateLabel> overdue) {
        for (var label : overdue) {
            refused.noImage(
                    label,
                    "no answered image '" + label.imageId() + "' was there within " + timeToLive.toSeconds()
                            + " s before or after the label" + hint(label));
        }
    }

    private String hint(LateLabel label) {
        return placement.hint(label.imageId(), label.original().partition());
    }

    /** A label of this time that was taken in: its outcome is written down, and counted or refused. */
    private final class Taken implements LabelOutcome.Visitor {
        private final LateLabel label;
        private final long time;

        Taken(LateLabel label, long time) {
            this.label = label;
            this.time = time;
        }

        @Override
        public void corrects(AnsweredImage image, int truth) {
            if (ledger.correct(image, truth)) {
                journal.corrected(label, time);
                return;
            }
            journal.passed(time);
            refused.windowClosed(label, "label came when the window of its image was closed");
        }

        @Override
        public void waits() {
            journal.waits(label, time);
        }

        @Override
        public void known() {
            journal.passed(time);
        }

        @Override
        public void noRoom(String reason) {
            journal.passed(time);
            refused.noRoom(label, reason + hint(label));
        }

        @Override
        public void wrong(String reason) {
            journal.passed(time);
            refused.wrongLabel(label, reason);
        }
    }
}
