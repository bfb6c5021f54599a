package io.glyphstream.model.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.glyphstream.matrix.FloatMatrix;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Examples;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.neural.TrainingResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another implementation, in doubles, trained the same network from the same weights. */
class OracleLossesTest {

    @ParameterizedTest
    @CsvSource({
        "SOFTMAX, ZERO_TO_ONE, 0.1, cross_entropy",
        "LINEAR, MINUS_ONE_TO_ONE, 0.1, mean_squared_error",
        "LINEAR, MINUS_ONE_TO_ONE, 0.01, mean_squared_error_rate_0.01"
    })
    void lossesOfFiftyEpochsAreThoseOfTheOracle(OutputLayer output, InputScaling scaling, double rate, String column)
            throws IOException {
        Examples examples = TestData.mnist("train", 1_000);
        var perceptron = new Perceptron(28, 28, scaling, output, startLayers());
        var settings = new TrainingSettings(
                new NetworkSettings(List.of(32), output, Initialization.TRUNCATED_NORMAL, scaling),
                new Optimizer.GradientDescent(rate, 0),
                new LearningRateSchedule.Constant(),
                EpochSettings.of(50, EpochSettings.FULL_BATCH),
                Regularization.NONE,
                Augmentation.NONE,
                1);

        TrainingResult<Perceptron> result = new PerceptronTraining(settings, 1, TrainingListener.silent())
                .train(perceptron, examples, examples.range(0, 0));

        List<String> lines = Files.readAllLines(TestData.file("oracles/mlp-losses.csv"));
        int index = List.of(lines.get(0).split(",")).indexOf(column);
        assertThat(result.history()).hasSize(50).allSatisfy(epoch -> {
            double expected = Double.parseDouble(lines.get(epoch.epoch()).split(",")[index]);
            assertThat(epoch.trainingLoss()).as("%s", epoch).isCloseTo(expected, withinPercentage(0.1));
        });
    }

    private static List<Perceptron.Layer> startLayers() throws IOException {
        var file = TestData.file("oracles/mlp-start-784-32-10.csv.gz");
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return List.of(layer(in), layer(in));
        }
    }

    /** Reads "# name rows columns" and as many lines as that says; the oracle's biases begin at zero. */
    private static Perceptron.Layer layer(BufferedReader in) throws IOException {
        String[] header = in.readLine().split(" ");
        int rows = Integer.parseInt(header[2]);
        int columns = Integer.parseInt(header[3]);
        var matrix = new FloatMatrix(rows, columns);
        for (int row = 0; row < rows; row++) {
            String[] cells = in.readLine().split(",");
            for (int column = 0; column < columns; column++) {
                matrix.setEntry(row, column, Double.parseDouble(cells[column]));
            }
        }
        return new Perceptron.Layer(matrix, new ArrayRealVector(columns));
    }
}
