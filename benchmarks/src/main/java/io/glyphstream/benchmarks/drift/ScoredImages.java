package io.glyphstream.benchmarks.drift;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import java.util.ArrayList;
import java.util.List;

/**
 * What a classifier says of each image.
 *
 * @param outputs of each image, one for each class
 * @param wrong for each image, true if the answer is not its label
 * @param labels of each image
 */
record ScoredImages(List<float[]> outputs, List<Boolean> wrong, List<Integer> labels) {

    private static final int BATCH = 1_024;

    static ScoredImages of(Classifier classifier, Examples images) {
        var outputs = new ArrayList<float[]>();
        var wrong = new ArrayList<Boolean>();
        var labels = new ArrayList<Integer>();
        for (int from = 0; from < images.size(); from += BATCH) {
            var batch = images.range(from, Math.min(images.size(), from + BATCH));
            var scores = classifier.score(batch.pixels(), batch.size());
            for (int i = 0; i < batch.size(); i++) {
                outputs.add(scores.outputs(i));
                wrong.add(scores.label(i) != batch.label(i));
                labels.add(batch.label(i));
            }
        }
        return new ScoredImages(outputs, wrong, labels);
    }

    /** Returns 1 if the answer to an image is not its label, and 0 if it is. */
    int mistake(int image) {
        return wrong.get(image) ? 1 : 0;
    }

    /** Returns the share of wrong answers. */
    double errorRate() {
        return wrong.stream().filter(isWrong -> isWrong).count() / (double) wrong.size();
    }
}
