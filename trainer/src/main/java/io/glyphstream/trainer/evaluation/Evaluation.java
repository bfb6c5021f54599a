package io.glyphstream.trainer.evaluation;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.InputShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What a model answered to images whose classes are known. Immutable. */
public final class Evaluation {

    private static final int BATCH = 500;

    private final LabeledImages images;
    private final int[] answers;
    private final float[] confidences;

    private Evaluation(LabeledImages images, int[] answers, float[] confidences) {
        this.images = images;
        this.answers = answers;
        this.confidences = confidences;
    }

    /**
     * Returns what a model answers.
     *
     * @param threads how many batches to score at a time; the answers do not depend on it
     * @throws IllegalArgumentException when the model takes other images than these
     */
    public static Evaluation of(Classifier classifier, LabeledImages images, int threads, EvaluationListener listener) {
        if (!takes(classifier, images)) {
            throw new IllegalArgumentException("the model takes images of " + classifier.input() + " in "
                    + classifier.classes() + " classes but these are " + images.shape() + " in " + images.classes());
        }
        var answers = new int[images.size()];
        var confidences = new float[images.size()];
        var done = new AtomicInteger();
        var batches = (images.size() + BATCH - 1) / BATCH;
        var pool = new ForkJoinPool(threads);
        try {
            pool.submit(() -> IntStream.range(0, batches).parallel().forEach(batch -> {
                        var from = batch * BATCH;
                        var to = Math.min(images.size(), from + BATCH);
                        score(classifier, images, from, to, answers, confidences);
                        listener.evaluated(done.addAndGet(to - from), images.size());
                    }))
                    .join();
        } finally {
            pool.shutdown();
        }
        return new Evaluation(images, answers, confidences);
    }

    /** Returns whether a model takes images like these, and knows as many classes as they have. */
    public static boolean takes(Classifier classifier, LabeledImages images) {
        return classifier.input().equals(input(images)) && classifier.classes() == images.classes();
    }

    /** Returns the shape of images that a model of these takes. */
    public static InputShape input(LabeledImages images) {
        var shape = images.shape();
        return new InputShape(shape.rows(), shape.columns(), shape.channels());
    }

    private static void score(
            Classifier classifier, LabeledImages images, int from, int to, int[] answers, float[] confidences) {
        var area = classifier.input().values();
        var pixels = Arrays.copyOfRange(images.pixels(), from * area, to * area);
        var scores = classifier.score(pixels, to - from);
        for (var image = from; image < to; image++) {
            answers[image] = scores.label(image - from);
            confidences[image] = scores.confidence(image - from);
        }
    }

    /** Returns the images that were judged. */
    public LabeledImages images() {
        return images;
    }

    /** Returns the answer to one image. */
    public int answer(int image) {
        return answers[image];
    }

    /** Returns whether one image was named rightly. */
    public boolean isCorrect(int image) {
        return answers[image] == images.label(image);
    }

    /** Returns the counts of truths and answers. */
    public ConfusionMatrix confusion() {
        return ConfusionMatrix.of(images.classes(), images.labels(), answers);
    }

    /** Returns the mistakes that the model was most sure of, the surest first; of equals the lower index. */
    public List<Mistake> worstMistakes(int most) {
        var mistakes = new ArrayList<Mistake>();
        for (var image = 0; image < answers.length; image++) {
            if (!isCorrect(image)) {
                mistakes.add(new Mistake(image, images.label(image), answers[image], confidences[image]));
            }
        }
        mistakes.sort(Comparator.comparing(Mistake::confidence).reversed().thenComparing(Mistake::index));
        return List.copyOf(mistakes.subList(0, Math.min(most, mistakes.size())));
    }

    /** Listens to the progress of an evaluation, on any of its threads. */
    @FunctionalInterface
    public interface EvaluationListener {

        /** Called after each batch. */
        void evaluated(int done, int total);

        /** Returns a listener that does nothing. */
        static EvaluationListener silent() {
            return (done, total) -> {};
        }
    }
}
