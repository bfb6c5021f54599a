package io.glyphstream.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.model.Scores;

/**
 * How far scores are from those of another program.
 *
 * @param sameAnswers how many images have the same class with the largest score
 * @param worst the largest difference of two scores
 * @param largest the largest score, without its sign
 */
record Agreement(int images, int sameAnswers, double worst, double largest) {

    static Agreement of(Scores scores, float[] expected) {
        int classes = scores.classes();
        assertThat(expected).hasSize(scores.size() * classes);
        int same = 0;
        double worst = 0;
        double largest = 0;
        for (int image = 0; image < scores.size(); image++) {
            same += scores.label(image) == Scores.largest(expected, image * classes, classes) ? 1 : 0;
            for (int label = 0; label < classes; label++) {
                float value = expected[image * classes + label];
                worst = Math.max(worst, Math.abs(value - scores.output(image, label)));
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return new Agreement(scores.size(), same, worst, largest);
    }

    /** Requires that scores differ by at most so much of the largest score, and that all answers are the same. */
    void requireWithin(double share) {
        assertThat(worst).as("%s", this).isLessThanOrEqualTo(share * largest);
        assertThat(sameAnswers).as("%s", this).isEqualTo(images);
    }
}
