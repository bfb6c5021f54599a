package io.glyphstream.trainer.release;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.model.Classifier;
import io.glyphstream.trainer.evaluation.Evaluation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Images that somebody trusts, on which no candidate may be worse than the champion by more than chance allows: in all, or in one
 * class. Labels of a stream can be wrong in the held-out images too; these cannot.
 *
 * <p>McNemar's exact test, two-sided, for all images and for each class, at the level of 0.01 divided by the number of tests
 * (Bonferroni).
 */
public final class ReferenceCheck {

    private static final double LEVEL = 0.01;

    private final LabeledImages images;
    private final int threads;

    /** @param threads how many to use for the answers */
    public ReferenceCheck(LabeledImages images, int threads) {
        this.images = images;
        this.threads = threads;
    }

    /**
     * Returns what speaks against a candidate, or nothing.
     *
     * @param champion the name of the champion, for the sentence
     * @throws IllegalArgumentException when one of the models takes other images
     */
    public Optional<String> objection(Classifier candidate, String champion, Classifier rival) {
        var silent = Evaluation.EvaluationListener.silent();
        var ours = Evaluation.of(candidate, images, threads, silent);
        var theirs = Evaluation.of(rival, images, threads, silent);
        int tests = images.classes() + 1;
        return IntStream.range(0, images.classes())
                .mapToObj(label -> objection("of class " + label, champion, ours, theirs, select(label), tests))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> objection(
                        "in all",
                        champion,
                        ours,
                        theirs,
                        IntStream.range(0, images.size()).toArray(),
                        tests));
    }

    private int[] select(int label) {
        return IntStream.range(0, images.size())
                .filter(image -> images.label(image) == label)
                .toArray();
    }

    private static Optional<String> objection(
            String which, String champion, Evaluation ours, Evaluation theirs, int[] chosen, int tests) {
        int onlyOurs = count(chosen, ours, theirs);
        int onlyTheirs = count(chosen, theirs, ours);
        int ourCorrect = (int) Arrays.stream(chosen).filter(ours::isCorrect).count();
        int theirCorrect = (int) Arrays.stream(chosen).filter(theirs::isCorrect).count();
        var comparison = new Comparison(chosen.length, ourCorrect, theirCorrect, onlyOurs, onlyTheirs);
        if (onlyTheirs <= onlyOurs || comparison.chance() >= LEVEL / tests) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "not promoted: of the reference images %s it names %d of %d rightly, %s %d (McNemar's test p = %.2g)",
                which,
                ourCorrect,
                chosen.length,
                champion,
                theirCorrect,
                comparison.chance()));
    }

    /** Returns how many only the first names rightly. */
    private static int count(int[] chosen, Evaluation first, Evaluation second) {
        return (int) Arrays.stream(chosen)
                .filter(image -> first.isCorrect(image) && !second.isCorrect(image))
                .count();
    }
}
