package io.glyphstream.model.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.model.Examples;
import io.glyphstream.model.Scores;
import io.glyphstream.model.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NearestNeighborsTest {

    private static final NeighborSettings THREE = new NeighborSettings(3, Weighting.UNIFORM, Preprocessing.NONE);
    private static final NeighborSettings BY_DISTANCE =
            new NeighborSettings(3, Weighting.BY_DISTANCE, Preprocessing.NONE);

    /* Images of one pixel: their distances are easily told. */
    private static final Examples PIXELS =
            new Examples(1, 1, 3, new byte[] {10, 20, 30, 10, 100}, new int[] {2, 1, 0, 1, 0});

    @Test
    void answersAllOfMnistAsTheOracleDoes() throws IOException {
        Examples test = TestData.mnist("t10k", 10_000);
        List<String> lines = Files.readAllLines(TestData.file("oracles/mnist-knn-labels.csv"));
        NearestNeighbors classifier = NearestNeighbors.fit(TestData.mnist("train", 60_000), THREE);

        Neighbors neighbors = classifier.search(test.pixels(), test.size(), 7);

        for (int column = 1; column <= 4; column++) {
            Scores scores = classifier.vote(neighbors, 2 * column - 1);
            for (int image = 0; image < test.size(); image++) {
                String label = lines.get(image + 1).split(",", -1)[column];
                assertThat(scores.label(image)).as("image %d", image).isEqualTo(Integer.parseInt(label));
            }
        }
    }

    /** k = 3 was chosen by holding out the last 10,000 of the training images. */
    @Test
    void deskewedDigitsAreToldApartAtLeastAt984Permille() throws IOException {
        Examples test = TestData.mnist("t10k", 10_000);
        NearestNeighbors classifier = NearestNeighbors.fit(
                TestData.mnist("train", 60_000), new NeighborSettings(3, Weighting.UNIFORM, Preprocessing.DESKEW));

        Scores scores = classifier.score(test.pixels(), test.size());

        int correct = 0;
        for (int image = 0; image < test.size(); image++) {
            correct += scores.label(image) == test.label(image) ? 1 : 0;
        }
        assertThat(correct).isGreaterThanOrEqualTo(9_840);
    }

    @Test
    void aScoreIsTheShareOfTheVotes() {
        Scores scores = NearestNeighbors.fit(PIXELS, THREE).score(new byte[] {12}, 1);

        assertThat(scores.outputs(0)).containsExactly(0, 2 / 3f, 1 / 3f);
        assertThat(scores.label(0)).isEqualTo(1);
    }

    @Test
    void theLowerClassWinsATie() {
        Scores scores = NearestNeighbors.fit(PIXELS, new NeighborSettings(2, Weighting.UNIFORM, Preprocessing.NONE))
                .score(new byte[] {10}, 1);

        assertThat(scores.outputs(0)).containsExactly(0, 0.5f, 0.5f);
        assertThat(scores.label(0)).isEqualTo(1);
    }

    @Test
    void nearerNeighborsWeighMoreByDistance() {
        Scores scores = NearestNeighbors.fit(PIXELS, BY_DISTANCE).score(new byte[] {28}, 1);

        double total = 1 / 2.0 + 1 / 8.0 + 1 / 18.0;
        assertThat(scores.outputs(0))
                .containsExactly((float) (1 / 2.0 / total), (float) (1 / 8.0 / total), (float) (1 / 18.0 / total));
    }

    @Test
    void exactMatchesDecideAloneByDistance() {
        Scores scores = NearestNeighbors.fit(PIXELS, BY_DISTANCE).score(new byte[] {10, 30}, 2);

        assertThat(scores.outputs(0)).containsExactly(0, 0.5f, 0.5f);
        assertThat(scores.outputs(1)).containsExactly(1, 0, 0);
    }

    @Test
    void allReferencesVoteWhereKIsLarger() {
        NearestNeighbors classifier =
                NearestNeighbors.fit(PIXELS, new NeighborSettings(1_000_000, Weighting.UNIFORM, Preprocessing.NONE));

        Scores scores = classifier.score(new byte[] {0}, 1);

        assertThat(scores.outputs(0)).containsExactly(2 / 5f, 2 / 5f, 1 / 5f);
        assertThat(classifier.search(new byte[] {0}, 1, 1_000_000).k()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(Reranking.class)
    void theNeighborsThatDecideHaveTheVoteOfTheScore(Reranking reranking) {
        Examples drawings = drawings(60, 41);
        for (Preprocessing preprocessing : Preprocessing.values()) {
            for (Weighting weighting : Weighting.values()) {
                var settings = new NeighborSettings(5, weighting, preprocessing, reranking);
                NearestNeighbors classifier = NearestNeighbors.fit(drawings, settings);
                for (long seed = 0; seed < 20; seed++) {
                    byte[] image = drawings(1, seed).pixels();
                    List<Neighbor> deciding = classifier.deciding(image);

                    var votes = new double[3];
                    double total = 0;
                    for (Neighbor neighbor : deciding) {
                        double vote = weighting.vote(
                                neighbor.distance(), deciding.get(0).distance());
                        votes[neighbor.label()] += vote;
                        total += vote;
                    }
                    Scores scores = classifier.score(image, 1);
                    for (int label = 0; label < 3; label++) {
                        assertThat(scores.outputs(0)[label]).isEqualTo((float) (votes[label] / total));
                    }
                }
            }
        }
    }

    @Test
    void theNeighborsThatDecideAreThoseOfTheDefinition() {
        Examples drawings = drawings(67, 5);
        NearestNeighbors classifier = NearestNeighbors.fit(drawings, THREE);

        for (long seed = 0; seed < 20; seed++) {
            byte[] image = drawings(1, seed).pixels();
            List<Neighbor> expected = IntStream.range(0, 67)
                    .mapToObj(index -> new Neighbor(
                            index,
                            drawings.label(index),
                            NeighborScan.squaredDistance(image, 0, drawings.pixels(), index * 36, 36)))
                    .sorted(Comparator.comparingLong(Neighbor::distance).thenComparingInt(Neighbor::index))
                    .limit(3)
                    .toList();
            assertThat(classifier.deciding(image)).isEqualTo(expected);
        }
    }

    @Test
    void aReferenceIsGivenBackAsItIsCompared() {
        Examples drawings = drawings(67, 5);
        NearestNeighbors plain = NearestNeighbors.fit(drawings, THREE);
        NearestNeighbors upright =
                NearestNeighbors.fit(drawings, new NeighborSettings(3, Weighting.UNIFORM, Preprocessing.DESKEW));

        for (int index = 0; index < 67; index++) {
            byte[] pixels = Arrays.copyOfRange(drawings.pixels(), index * 36, (index + 1) * 36);
            assertThat(plain.reference(index)).isEqualTo(pixels);
            assertThat(upright.reference(index)).isEqualTo(new Deskew(6, 6).apply(pixels));
        }
        assertThatThrownBy(() -> plain.reference(67)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static Examples drawings(int images, long seed) {
        var random = new Random(seed);
        var pixels = new byte[images * 36];
        random.nextBytes(pixels);
        return new Examples(6, 6, 3, pixels, random.ints(images, 0, 3).toArray());
    }

    @Test
    void noImagesHaveNoScores() {
        assertThat(NearestNeighbors.fit(PIXELS, THREE).score(new byte[0], 0).size())
                .isZero();
    }

    @Test
    void refusesWhatCannotBe() {
        NearestNeighbors classifier = NearestNeighbors.fit(PIXELS, THREE);

        assertThatThrownBy(() -> NearestNeighbors.fit(PIXELS.range(0, 0), THREE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one example");
        assertThatThrownBy(() -> classifier.score(new byte[3], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 images of 1 x 1 have 2 pixels but there were 3");
        assertThatThrownBy(() -> classifier.search(new byte[1], 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be at least 1 but was 0");
        assertThatThrownBy(() -> new NeighborSettings(0, Weighting.UNIFORM, Preprocessing.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be at least 1 but was 0");
    }
}
