package io.glyphstream.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.datasets.catalog.Iris;
import io.glyphstream.model.neighbors.Weighting;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The studies that take no training find what the original found. */
class OriginalFiguresTest {

    @Test
    void samplesAreThoseOfTheOriginal() throws IOException {
        var sampling = new PythonSampling(MnistSample.SEED);

        assertThat(sampling.sample(60_000, 20_000)).containsExactly(numbers("sample-seed0-train-20000.txt"));
        assertThat(sampling.sample(10_000, 200)).containsExactly(numbers("sample-seed0-test-200.txt"));
    }

    @Test
    void foldsAreThoseOfTheOriginal() throws IOException {
        int[] folds = Shared.oracle("iris-folds.csv").stream()
                .skip(1)
                .mapToInt(line -> Integer.parseInt(line.split(",", -1)[1]))
                .toArray();

        assertThat(StratifiedFolds.of(Shared.iris().labels(), IrisStudies.FOLDS))
                .containsExactly(folds);
    }

    @Test
    void neighborsOfASampleEqualTheOriginal() {
        Findings findings = NeighborStudies.SAMPLE.run(Shared.laboratory(1));

        assertThat(findings.rows()).extracting(row -> row.score().accuracy()).containsExactly(0.945, 0.965, 0.97, 0.97);
        assertThat(findings.rows()).extracting(Finding::comparison).containsOnly("same");
    }

    @Test
    void irisErrorsEqualTheOracleForEveryK() throws IOException {
        List<Double> oracle = Shared.oracle("iris-knn-cv.csv").stream()
                .skip(1)
                .map(line -> Double.parseDouble(line.split(",", -1)[1]))
                .toList();

        List<Finding> rows =
                IrisStudies.NUMBER_OF_NEIGHBORS.run(Shared.laboratory(1)).rows();

        assertThat(rows).hasSameSizeAs(oracle);
        for (int i = 0; i < oracle.size(); i++) {
            assertThat(1 - rows.get(i).score().accuracy())
                    .as(rows.get(i).setting())
                    .isCloseTo(oracle.get(i), within(1e-12));
            assertThat(rows.get(i).comparison()).isEqualTo("same");
        }
    }

    @ParameterizedTest
    @CsvSource({"UNIFORM, 2", "BY_DISTANCE, 3"})
    void irisRegionsAgreeWithTheOracle(Weighting weighting, int column) throws IOException {
        Iris iris = Shared.iris();
        List<String[]> grid = Shared.oracle("iris-knn11-grid.csv.gz").stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        var places = MatrixUtils.createRealMatrix(grid.size(), 2);
        for (int i = 0; i < grid.size(); i++) {
            places.setRow(i, new double[] {Double.parseDouble(grid.get(i)[0]), Double.parseDouble(grid.get(i)[1])});
        }

        var scores = IrisStudies.boundaryNeighbors(iris).score(places, 11, weighting);

        long agreeing = IntStream.range(0, grid.size())
                .filter(i -> scores.label(i) == Integer.parseInt(grid.get(i)[column]))
                .count();
        assertThat((double) agreeing / grid.size()).isGreaterThan(0.99);
    }

    private static int[] numbers(String oracle) throws IOException {
        return Shared.oracle(oracle).stream().mapToInt(Integer::parseInt).toArray();
    }
}
