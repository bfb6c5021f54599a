package io.glyphstream.model.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.model.Examples;
import io.glyphstream.model.Scores;
import io.glyphstream.model.TestData;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real-valued neighbors; the oracle's iris studies are tested where the studies are. */
class FeatureNeighborsTest {

    @ParameterizedTest
    @CsvSource({"1, UNIFORM", "4, UNIFORM", "7, BY_DISTANCE", "500, BY_DISTANCE"})
    void imagesAsFeaturesAreScoredAsImages(int k, Weighting weighting) {
        Examples references = TestData.bars(200, 1);
        // Every second query is a reference itself, so that distances of zero occur.
        Examples queries = references.select(new int[] {3, 9, 14, 77});
        Examples others = TestData.bars(40, 2);
        var images = NearestNeighbors.fit(references, new NeighborSettings(k, weighting, Preprocessing.NONE));
        var features = new FeatureNeighbors(features(references), references.labels(), references.classes());

        for (Examples asked : new Examples[] {queries, others}) {
            Scores expected = images.score(asked.pixels(), asked.size());
            Scores scores = features.score(features(asked), k, weighting);

            for (int i = 0; i < asked.size(); i++) {
                assertThat(scores.outputs(i)).isEqualTo(expected.outputs(i));
            }
        }
    }

    @Test
    void queriesWithOtherFeaturesAreRefused() {
        var neighbors = new FeatureNeighbors(MatrixUtils.createRealMatrix(3, 2), new int[3], 1);

        assertThatThrownBy(() -> neighbors.score(MatrixUtils.createRealMatrix(1, 4), 1, Weighting.UNIFORM))
                .hasMessage("queries must have 2 features but had 4");
    }

    private static RealMatrix features(Examples examples) {
        int area = examples.rows() * examples.columns();
        var features = MatrixUtils.createRealMatrix(examples.size(), area);
        for (int i = 0; i < examples.size(); i++) {
            for (int pixel = 0; pixel < area; pixel++) {
                features.setEntry(i, pixel, examples.pixels()[i * area + pixel] & 0xFF);
            }
        }
        return features;
    }
}
