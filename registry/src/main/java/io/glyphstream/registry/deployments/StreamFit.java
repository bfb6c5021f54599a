package io.glyphstream.registry.deployments;

import io.glyphstream.registry.References;
import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How a model that is to answer fits the champion and the images that come at present.
 *
 * <p>An image of another size than the champion's, or with a label that the champion does not know, becomes a dead
 * letter. So a champion of another size or with fewer classes ends a stream without an error.
 *
 * @param warnings what the operator who promotes it should know
 * @param objection why it must not be promoted by mistake: images that come now would not be answered any more
 */
record StreamFit(List<String> warnings, Optional<String> objection) {
    StreamFit {
        warnings = List.copyOf(warnings);
    }

    /**
     * Returns how a model would do as the champion.
     *
     * @param champion the present one, where there is one and its manifest is known
     */
    static StreamFit of(ModelManifest wanted, Optional<ModelManifest> champion, RecentImages recent) {
        var warnings = new ArrayList<String>();
        champion.flatMap(present -> difference(wanted, present)).ifPresent(warnings::add);
        Predicate<RecentImages.Kind> unanswered = kind -> !answers(wanted, kind);
        Predicate<RecentImages.Kind> answeredNow =
                kind -> champion.map(present -> answers(present, kind)).orElse(true);
        long lost = recent.count(unanswered.and(answeredNow));
        if (lost == 0) {
            return new StreamFit(warnings, Optional.empty());
        }
        var why = loss(wanted, recent, lost, unanswered.and(answeredNow));
        if (champion.isEmpty() && lost < recent.count()) {
            warnings.add(why);
            return new StreamFit(warnings, Optional.empty());
        }
        return new StreamFit(warnings, Optional.of(why));
    }

    /** Returns what differs between two models, with both values, where one cannot take the other's place unnoticed. */
    static Optional<String> difference(ModelManifest wanted, ModelManifest champion) {
        if (takesSameImages(wanted, champion)) {
            return Optional.empty();
        }
        return Optional.of(References.text(wanted) + " takes " + input(wanted) + ", the champion "
                + References.text(champion) + " " + input(champion));
    }

    private static boolean takesSameImages(ModelManifest wanted, ModelManifest champion) {
        return ClaimedShape.of(wanted).equals(ClaimedShape.of(champion))
                && wanted.getClasses() == champion.getClasses();
    }

    private static String input(ModelManifest model) {
        return "images of " + ClaimedShape.of(model) + " in " + model.getClasses() + " classes";
    }

    /** The rule by which the stream answers an image or refuses it. */
    private static boolean answers(ModelManifest model, RecentImages.Kind kind) {
        return hasSize(model, kind) && (kind.label().isEmpty() || kind.label().getAsInt() < model.getClasses());
    }

    private static boolean hasSize(ModelManifest model, RecentImages.Kind kind) {
        return ClaimedShape.of(model).equals(kind.shape());
    }

    private static String loss(
            ModelManifest wanted, RecentImages recent, long lost, Predicate<RecentImages.Kind> which) {
        var sizes = new TreeMap<String, Long>();
        var labels = new TreeSet<Integer>();
        recent.counts().forEach((kind, count) -> {
            if (which.test(kind) && hasSize(wanted, kind)) {
                kind.label().ifPresent(labels::add);
            } else if (which.test(kind)) {
                sizes.merge(kind.shape().toString(), count, Long::sum);
            }
        });
        var reasons = new ArrayList<String>();
        if (!sizes.isEmpty()) {
            reasons.add("images of "
                    + sizes.keySet().stream().limit(3).collect(Collectors.joining(", "))
                    + (sizes.size() > 3 ? " and other sizes" : ""));
        }
        if (!labels.isEmpty()) {
            reasons.add("the label " + labels.first() + (labels.size() > 1 ? " to " + labels.last() : ""));
        }
        return References.text(wanted) + " takes " + input(wanted) + ", so " + lost + " of the " + recent.count()
                + " newest images of the last " + recent.within().toMinutes()
                + " minutes would become dead letters: it does not take " + String.join(", nor ", reasons);
    }
}
