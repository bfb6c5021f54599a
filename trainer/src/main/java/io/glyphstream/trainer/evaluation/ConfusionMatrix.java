package io.glyphstream.trainer.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/** How often each class (the row) was given each answer (the column). Immutable. */
public final class ConfusionMatrix {

    private static final double CONFIDENCE = 0.95;

    private final int classes;
    private final long[] counts;

    private ConfusionMatrix(int classes, long[] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /** Returns the matrix of these truths and answers, which belong together by their index. */
    public static ConfusionMatrix of(int classes, int[] truths, int[] answers) {
        if (truths.length != answers.length) {
            throw new IllegalArgumentException(
                    "each truth needs an answer but there were " + truths.length + " and " + answers.length);
        }
        var counts = new long[classes * classes];
        for (var i = 0; i < truths.length; i++) {
            counts[truths[i] * classes + answers[i]]++;
        }
        return new ConfusionMatrix(classes, counts);
    }

    /** Returns the number of classes. */
    public int classes() {
        return classes;
    }

    /** Returns how many images of a class were given an answer. */
    public long count(int truth, int answer) {
        if (answer < 0 || answer >= classes) {
            throw new IndexOutOfBoundsException("answer must be within [0, " + (classes - 1) + "] but was " + answer);
        }
        return counts[truth * classes + answer];
    }

    /** Returns all counts, row by row, as manifests have them. */
    public List<Long> counts() {
        return LongStream.of(counts).boxed().toList();
    }

    /** Returns how many images were judged. */
    public long total() {
        return LongStream.of(counts).sum();
    }

    /** Returns how many of them were named rightly. */
    public long correct() {
        var correct = 0L;
        for (var label = 0; label < classes; label++) {
            correct += count(label, label);
        }
        return correct;
    }

    /** Returns correct / total; 0 when there were no images. */
    public double accuracy() {
        return share(correct(), total());
    }

    /** Returns where the true accuracy lies with 95 % confidence, by Wilson's score interval; [0, 1] without images. */
    public Interval accuracyInterval() {
        if (total() == 0) {
            return new Interval(0, 1);
        }
        var interval = new WilsonScoreInterval()
                .createInterval(Math.toIntExact(total()), Math.toIntExact(correct()), CONFIDENCE);
        return new Interval(Math.max(0, interval.getLowerBound()), Math.min(1, interval.getUpperBound()));
    }

    /** Returns what can be said of each class, in order. */
    public List<ClassMeasure> perClass() {
        return IntStream.range(0, classes).mapToObj(this::measure).toList();
    }

    private ClassMeasure measure(int label) {
        var images = 0L;
        var answers = 0L;
        for (var other = 0; other < classes; other++) {
            images += count(label, other);
            answers += count(other, label);
        }
        return new ClassMeasure(label, images, share(count(label, label), answers), share(count(label, label), images));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** A range of shares. */
    public record Interval(double lower, double upper) {}

    /**
     * How well one class was told from the others.
     *
     * @param images how many images show it
     * @param precision the share of right ones among the answers that named it; 0 when none did
     * @param recall the share of its images that were named rightly; 0 when there were none
     */
    public record ClassMeasure(int label, long images, double precision, double recall) {

        /** Returns the harmonic mean of precision and recall. */
        public double f1() {
            return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        }
    }
}
