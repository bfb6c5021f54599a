package io.glyphstream.trainer.release;

import io.glyphstream.model.Classifier;
import io.glyphstream.trainer.evaluation.Evaluation;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Decides whether a model takes the champion's place. Knows models and images, but no Kafka. */
final class ModelGate {

    private static final String WAY_OUT = "; promote it by name, or train with the gate always";

    private static final double LEVEL = 0.05;

    private final int threads;

    ModelGate(int threads) {
        this.threads = threads;
    }

    /**
     * Returns the verdict on a candidate.
     *
     * @param candidate its answers to the held-out images, which the champion is then given too
     */
    Verdict judge(Gate gate, Evaluation candidate, Incumbent incumbent) {
        return switch (gate) {
            case ALWAYS -> new Verdict.Promote("promoted without a comparison: the gate is always", Optional.empty());
            case NEVER -> new Verdict.Hold("not promoted: the gate is never", Optional.empty());
            case IF_BETTER -> judge(candidate, incumbent, Comparison::isBetter);
            case IF_SIGNIFICANT ->
                judge(candidate, incumbent, comparison -> comparison.isBetter() && comparison.chance() < LEVEL);
        };
    }

    private Verdict judge(Evaluation candidate, Incumbent incumbent, Predicate<Comparison> passes) {
        return incumbent.match(
                () -> new Verdict.Promote("promoted: there is no champion yet", Optional.empty()),
                champion -> judge(candidate, champion, passes),
                unreadable -> new Verdict.Hold(
                        "not promoted: the champion " + unreadable.name() + " cannot be compared with, since "
                                + unreadable.why() + WAY_OUT,
                        Optional.empty()));
    }

    private Verdict judge(Evaluation candidate, Incumbent.Champion champion, Predicate<Comparison> passes) {
        var images = candidate.images();
        var model = champion.classifier();
        if (!Evaluation.takes(model, images)) {
            var why = "not promoted: the champion " + champion.name() + " takes images of " + model.input() + " in "
                    + model.classes() + " classes, this model " + images.shape() + " in " + images.classes()
                    + ", so they cannot be compared" + WAY_OUT;
            return new Verdict.Hold(why, Optional.empty());
        }
        var rival = Evaluation.of(model, images, threads, Evaluation.EvaluationListener.silent());
        var comparison = Comparison.of(candidate, rival);
        var facts = comparison.describe(champion.name());
        if (passes.test(comparison)) {
            return new Verdict.Promote("promoted: " + facts, Optional.of(comparison));
        }
        return new Verdict.Hold("not promoted: " + facts, Optional.of(comparison));
    }

    /** Who answers at present. */
    sealed interface Incumbent {

        /** Returns what one of the three functions makes of it. */
        <T> T match(Supplier<T> nobody, Function<Champion, T> champion, Function<Unreadable, T> unreadable);

        /** Nobody does. */
        record Nobody() implements Incumbent {

            @Override
            public <T> T match(Supplier<T> nobody, Function<Champion, T> champion, Function<Unreadable, T> unreadable) {
                return nobody.get();
            }
        }

        /** A model that can be compared with. */
        record Champion(String name, Classifier classifier) implements Incumbent {

            @Override
            public <T> T match(Supplier<T> nobody, Function<Champion, T> champion, Function<Unreadable, T> unreadable) {
                return champion.apply(this);
            }
        }

        /** A model whose bytes cannot be had. */
        record Unreadable(String name, String why) implements Incumbent {

            @Override
            public <T> T match(Supplier<T> nobody, Function<Champion, T> champion, Function<Unreadable, T> unreadable) {
                return unreadable.apply(this);
            }
        }
    }
}
