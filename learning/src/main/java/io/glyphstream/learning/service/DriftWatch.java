package io.glyphstream.learning.service;

import io.glyphstream.drift.Adwin;
import io.glyphstream.drift.OutputShift;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.DriftReport;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.Score;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * After an alarm that was acted on, the champion's newest answers are the reference. Otherwise a champion that is as good as
 * what the new images can teach would be an alarm for ever, and be trained again for ever.
 */
/**
 * Looks for drift in the champion's answers: in its mistakes with ADWIN, in its outputs with Kolmogorov-Smirnov tests. Both start
 * again with each champion. Knows no Kafka.
 *
 * <p>The reference of the tests are the champion's outputs on its held-out images. Where these are not given, it is the first
 * window of the champion's answers.
 */
final class DriftWatch {

    /** An alarm names the share of mistakes on so many: the window still has what was before the change. */
    private static final int RECENT = 100;

    /** With fewer reference images a test finds only what is plain to see. */
    static final int LEAST_REFERENCE = 50;

    private final DriftSettings settings;
    private final Deque<Integer> recent = new ArrayDeque<>();
    private @Nullable ModelReference champion;
    private Adwin mistakes;
    private List<float[]> outputs = new ArrayList<>();
    private Optional<Reference> reference = Optional.empty();
    private List<float[]> first = List.of();
    private long answers;
    private long labeled;
    private double shift = 1;
    private long alarms;
    private String last = "";

    /** What outputs are compared with, and how an alarm names it. */
    private record Reference(OutputShift outputs, String name) {}

    DriftWatch(DriftSettings settings) {
        this.settings = settings;
        mistakes = new Adwin(settings.delta());
    }

    /** Returns the champion of the newest answer. */
    Optional<ModelReference> champion() {
        return Optional.ofNullable(champion);
    }

    /**
     * Compares the answers of a champion with its outputs on held-out images from now on, and the first window of its answers as
     * well if that is full. Those of another model say nothing.
     *
     * @param heldOut at least {@link #LEAST_REFERENCE}
     * @return what was found, if something was
     */
    Optional<String> reference(ModelReference model, List<float[]> heldOut) {
        if (!model.equals(champion)) {
            return Optional.empty();
        }
        refer(heldOut, "its " + heldOut.size() + " held-out ones");
        return first.isEmpty() ? Optional.empty() : compare(first);
    }

    /** Compares with the newest answers from now on: what was found is acted on. */
    void acted() {
        outputs = new ArrayList<>();
        reference = Optional.empty();
        shift = 1;
    }

    /** Takes an answer in; returns what was found, if something was. */
    Optional<String> answer(Prediction prediction) {
        var score = ofChampion(prediction.getScores());
        if (score.isEmpty()) {
            return Optional.empty();
        }
        if (!score.get().getModel().equals(champion)) {
            begin(score.get().getModel());
        }
        answers++;
        outputs.add(values(score.get()));
        if (outputs.size() < settings.window()) {
            return Optional.empty();
        }
        var window = outputs;
        outputs = new ArrayList<>();
        if (reference.isEmpty()) {
            first = window;
            refer(window, "its first " + window.size());
            return Optional.empty();
        }
        return compare(window);
    }

    private Optional<String> compare(List<float[]> window) {
        var finding = reference.orElseThrow().outputs.compare(window);
        shift = Math.min(1, finding.smallestChance() * finding.chances().size());
        return finding.isShift()
                ? alarm(String.format(
                        Locale.ROOT,
                        "the outputs of %s on its last %d images are not those on %s (p %s)",
                        References.text(Objects.requireNonNull(champion)),
                        settings.window(),
                        reference.get().name,
                        chance(shift)))
                : Optional.empty();
    }

    /** A smaller chance is lost where it is taken as the difference from 1. */
    private static String chance(double chance) {
        return chance < 1e-15 ? "< 1e-15" : String.format(Locale.ROOT, "= %.2g", chance);
    }

    private void refer(List<float[]> images, String name) {
        reference = Optional.of(new Reference(new OutputShift(images, settings.level()), name));
    }

    /** Takes in an answer whose label is known by now; returns what was found, if something was. */
    Optional<String> labeled(LabeledAnswers.Labeled answer) {
        var score = ofChampion(answer.scores());
        if (score.isEmpty() || !score.get().getModel().equals(champion)) {
            return Optional.empty();
        }
        labeled++;
        double before = mistakes.mean();
        int mistake = score.get().getLabel() == answer.truth() ? 0 : 1;
        recent.add(mistake);
        if (recent.size() > RECENT) {
            recent.remove();
        }
        boolean isAlarm = mistakes.add(mistake);
        // A model that makes fewer mistakes than before is no reason to train another.
        return isAlarm && mistakes.mean() > before
                ? alarm(String.format(
                        Locale.ROOT,
                        "mistakes of %s went from %.1f %% to %.1f %% (its last %d labeled images)",
                        References.text(score.get().getModel()),
                        100 * before,
                        100.0 * recent.stream().mapToInt(Integer::intValue).sum() / recent.size(),
                        recent.size()))
                : Optional.empty();
    }

    /** Returns what the detectors say now. */
    DriftReport report() {
        return new DriftReport(champion, answers, labeled, mistakes.mean(), shift, alarms, last);
    }

    private Optional<String> alarm(String what) {
        alarms++;
        last = what;
        return Optional.of(what);
    }

    private void begin(ModelReference model) {
        champion = model;
        mistakes = new Adwin(settings.delta());
        outputs = new ArrayList<>();
        reference = Optional.empty();
        first = List.of();
        recent.clear();
        answers = 0;
        labeled = 0;
        shift = 1;
    }

    private static Optional<Score> ofChampion(List<Score> scores) {
        return scores.stream().filter(score -> score.getRole() == Role.CHAMPION).findFirst();
    }

    private static float[] values(Score score) {
        var values = new float[score.getOutputs().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = score.getOutputs().get(i);
        }
        return values;
    }
}
