package io.glyphstream.cli.demo;

import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.ModelReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a story came to.
 *
 * @param accuracies of the champion's answers
 * @param driftFoundAfter turned images until drift was found
 * @param promoted the versions that were learned from the stream and promoted, the first one first
 * @param retraining what the newest of them was trained to again, if there is one
 */
record StoryOutcome(
        Accuracies accuracies,
        OptionalLong driftFoundAfter,
        List<ModelReference> promoted,
        Optional<StoryRetraining.Result> retraining) {

    /** The accuracy may be less than before by so much: the figures are those of a few hundred images. */
    private static final double TOLERANCE = 0.02;

    /** A fall of the accuracy by less than this is none. */
    private static final double FALL = 0.05;

    /**
     * The accuracy on as many images each time.
     *
     * @param before of the last upright images
     * @param fallen the lowest of turned images
     * @param after of the last images
     * @param window how many images
     */
    record Accuracies(Optional<Double> before, Optional<Double> fallen, Optional<Double> after, int window) {

        boolean hasFallen() {
            return before.isPresent() && fallen.isPresent() && fallen.get() <= before.get() - FALL;
        }

        boolean isBack() {
            return before.isPresent() && after.isPresent() && after.get() >= before.get() - TOLERANCE;
        }
    }

    /** Returns what is not as the story goes. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        if (!accuracies.hasFallen()) {
            problems.add("the story did not come to the fall of the accuracy");
        }
        if (driftFoundAfter.isEmpty()) {
            problems.add("no drift was found");
        }
        if (promoted.isEmpty()) {
            problems.add("no version that was learned from the stream was promoted");
        }
        if (!accuracies.isBack()) {
            problems.add("the accuracy did not come back: " + text(accuracies.before()) + " before, "
                    + text(accuracies.after()) + " at the end");
        }
        retraining
                .filter(again -> !again.isSame())
                .ifPresent(again -> problems.add(
                        References.text(again.model()) + " was not trained again to the same bytes: " + again.why()));
        return problems;
    }

    Map<String, @Nullable Object> facts() {
        return JsonView.object(
                "accuracyBefore", accuracies.before().orElse(null),
                "accuracyFallen", accuracies.fallen().orElse(null),
                "accuracyAfter", accuracies.after().orElse(null),
                "driftFoundAfterImages", driftFoundAfter.isPresent() ? driftFoundAfter.getAsLong() : null,
                "promoted", promoted.stream().map(References::text).toList(),
                "retrainedTheSame",
                        retraining.map(StoryRetraining.Result::isSame).orElse(false));
    }

    /** Returns the story for people. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("accuracy of the champion on " + Numbers.count(accuracies.window(), "image") + ": "
                + text(accuracies.before()) + " upright, " + text(accuracies.fallen()) + " at the lowest, "
                + text(accuracies.after()) + " at the end");
        lines.add(
                driftFoundAfter.isPresent()
                        ? "drift found after " + Numbers.count(driftFoundAfter.getAsLong(), "turned image")
                        : "no drift found");
        lines.add(
                promoted.isEmpty()
                        ? "nothing learned from the stream was promoted"
                        : "learned from the stream and promoted: "
                                + promoted.stream().map(References::text).collect(Collectors.joining(", ")));
        retraining.ifPresent(again -> lines.add(References.text(again.model())
                + (again.isSame()
                        ? " trained again from the records that its manifest names: the same bytes"
                        : " NOT TRAINED AGAIN TO THE SAME BYTES: " + again.why())));
        return lines;
    }

    private static String text(Optional<Double> accuracy) {
        return accuracy.map(Numbers::percent).orElse("unknown");
    }
}
