package io.glyphstream.model.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.model.Examples;
import io.glyphstream.model.TestData;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistortionSearchTest {

    private static final Examples QUERIES = TestData.bars(3, 2);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 399, 400, 401, 500})
    void theNearestByPixelsAreOrderedByTheDefinition(int references) {
        Examples examples = TestData.bars(references, 1);
        int k = Math.min(5, references);
        NearestNeighbors classifier = NearestNeighbors.fit(examples, settings(5, Preprocessing.NONE));

        Neighbors voters = classifier.voters(QUERIES.pixels(), QUERIES.size(), 5);

        var definition = new DistortionDistance(8, 8);
        Neighbors nearest = classifier.search(QUERIES.pixels(), QUERIES.size(), 400);
        for (int image = 0; image < QUERIES.size(); image++) {
            byte[] query = QUERIES.pixels(image);
            var distances = new HashMap<Integer, Long>();
            for (int reference : references(nearest, image)) {
                distances.put(reference, definition.between(query, examples.pixels(reference)));
            }
            // A stable sort: of equally far ones, the nearer by pixels stays before.
            int[] expected = Arrays.stream(references(nearest, image))
                    .boxed()
                    .sorted(Comparator.comparing(distances::get))
                    .mapToInt(Integer::intValue)
                    .limit(k)
                    .toArray();
            assertThat(references(voters, image)).containsExactly(expected);
            assertThat(voters.distance(image, 0)).isEqualTo(distances.get(expected[0]));
        }
    }

    private static int[] references(Neighbors neighbors, int image) {
        var indices = new int[neighbors.k()];
        Arrays.setAll(indices, rank -> neighbors.index(image, rank));
        return indices;
    }

    @ParameterizedTest
    @EnumSource
    void theFirstOfTheNewOrderVote(Preprocessing preprocessing) {
        Examples examples = TestData.bars(200, 1);
        NearestNeighbors classifier = NearestNeighbors.fit(examples, settings(1, preprocessing));

        var scores = classifier.score(QUERIES.pixels(), QUERIES.size());

        Neighbors voters = classifier.voters(QUERIES.pixels(), QUERIES.size(), 1);
        for (int image = 0; image < QUERIES.size(); image++) {
            assertThat(scores.label(image)).isEqualTo(examples.label(voters.index(image, 0)));
        }
    }

    @Test
    void whatAnImageIsAnsweredDoesNotDependOnTheOthers() {
        NearestNeighbors classifier = NearestNeighbors.fit(TestData.bars(200, 1), settings(3, Preprocessing.NONE));

        var together = classifier.score(QUERIES.pixels(), QUERIES.size());

        for (int image = 0; image < QUERIES.size(); image++) {
            assertThat(classifier.score(QUERIES.pixels(image), 1).outputs(0)).containsExactly(together.outputs(image));
        }
    }

    @Test
    void ofEquallyFarOnesTheNearerByPixelsIsFirst() {
        var pixels = new Examples(1, 1, 2, new byte[] {10, 20, 10, 10, 0}, new int[] {0, 1, 0, 1, 1});

        Neighbors voters =
                NearestNeighbors.fit(pixels, settings(5, Preprocessing.NONE)).voters(new byte[] {10}, 1, 5);

        assertThat(references(voters, 0)).containsExactly(0, 2, 3, 1, 4);
    }

    @Test
    void noMoreNeighborsVoteThanAreOrdered() {
        assertThatThrownBy(() -> settings(401, Preprocessing.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be within [1, 400], the neighbors that are put in another order, but was 401");
    }

    private static NeighborSettings settings(int k, Preprocessing preprocessing) {
        return new NeighborSettings(k, Weighting.UNIFORM, preprocessing, Reranking.DISTORTION);
    }
}
