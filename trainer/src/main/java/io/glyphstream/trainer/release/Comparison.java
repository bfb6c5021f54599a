package io.glyphstream.trainer.release;

import io.glyphstream.trainer.evaluation.Evaluation;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Two models on the same held-out images.
 *
 * @param images how many there were
 * @param candidateCorrect how many the candidate named rightly
 * @param championCorrect how many the champion named rightly
 * @param onlyCandidate how many the candidate alone named rightly
 * @param onlyChampion how many the champion alone named rightly
 */
public record Comparison(int images, int candidateCorrect, int championCorrect, int onlyCandidate, int onlyChampion) {

    /** Returns the comparison of two evaluations. */
    static Comparison of(Evaluation candidate, Evaluation champion) {
        var images = candidate.images();
        if (images != champion.images()) {
            throw new IllegalArgumentException(
                    "models must be compared on the same images but were on " + images + " and " + champion.images());
        }
        var onlyCandidate = 0;
        var onlyChampion = 0;
        var both = 0;
        for (var image = 0; image < images.size(); image++) {
            if (candidate.isCorrect(image) && champion.isCorrect(image)) {
                both++;
            } else if (candidate.isCorrect(image)) {
                onlyCandidate++;
            } else if (champion.isCorrect(image)) {
                onlyChampion++;
            }
        }
        return new Comparison(images.size(), both + onlyCandidate, both + onlyChampion, onlyCandidate, onlyChampion);
    }

    /** Returns whether the candidate named more images rightly. */
    public boolean isBetter() {
        return candidateCorrect > championCorrect;
    }

    /**
     * Returns how often two equally good models would differ at least that much: McNemar's exact test, two-sided.
     *
     * <p>Q. McNemar: Note on the sampling error of the difference between correlated proportions, 1947.
     */
    public double chance() {
        var differing = onlyCandidate + onlyChampion;
        if (differing == 0) {
            return 1;
        }
        var fewer = Math.min(onlyCandidate, onlyChampion);
        var flips = new BinomialDistribution(null, differing, 0.5);
        // Summed term by term: the distribution's own sum is one minus its rest, and a small chance would come out as
        // 0.
        return Math.min(
                1,
                2
                        * IntStream.rangeClosed(0, fewer)
                                .mapToDouble(flips::probability)
                                .sum());
    }

    /** Returns the comparison as part of a sentence. */
    String describe(String champion) {
        return String.format(
                Locale.ROOT,
                "%d of %d held-out images right against %d by %s"
                        + " (alone right on %d against %d, McNemar's test p = %.2g)",
                candidateCorrect,
                images,
                championCorrect,
                champion,
                onlyCandidate,
                onlyChampion,
                chance());
    }
}
