package io.glyphstream.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.perceptron.NetworkSettings;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.model.perceptron.PerceptronTraining;
import io.glyphstream.model.perceptron.TrainingSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotsTest {

    private static final int BODY = 13;

    @Test
    void aPerceptronReadBackScoresTheSameBits() throws InvalidSnapshotException {
        Perceptron perceptron = perceptron();
        byte[] pixels = TestData.bars(30, 1).pixels();

        byte[] snapshot = Snapshots.write(perceptron);
        Classifier readBack = Snapshots.read(snapshot);

        Scores expected = perceptron.score(pixels, 30);
        Scores scores = readBack.score(pixels, 30);
        for (int image = 0; image < 30; image++) {
            assertThat(scores.outputs(image)).containsExactly(expected.outputs(image));
        }
        assertThat(Snapshots.write(readBack)).isEqualTo(snapshot);
    }

    @Test
    void aSnapshotIsLittleMoreThanItsNumbers() {
        int numbers = 64 * 20 + 20 + 20 * 4 + 4;

        assertThat(Snapshots.write(perceptron())).hasSizeLessThan(numbers * Float.BYTES + 40);
    }

    /** Written when all kinds were in one package. */
    @Test
    void aPerceptronOfAnEarlierReleaseIsReadAndWrittenAsItWas() throws IOException, InvalidSnapshotException {
        byte[] earlier = earlier("perceptron.glym");

        Classifier readBack = Snapshots.read(earlier);

        assertThat(readBack.kind()).isEqualTo(Perceptron.KIND);
        assertThat(Snapshots.write(readBack)).isEqualTo(earlier);
    }

    @Test
    void nearestNeighborsOfAnEarlierReleaseAnswerAsThoseOfTheSameExamples()
            throws IOException, InvalidSnapshotException {
        byte[] queries = TestData.bars(40, 7).pixels();
        Classifier fitted = NearestNeighbors.fit(
                TestData.bars(20, 6), new NeighborSettings(3, Weighting.BY_DISTANCE, Preprocessing.DESKEW));

        Classifier readBack = Snapshots.read(earlier("nearest-neighbors.glym"));

        assertThat(readBack.kind()).isEqualTo(NearestNeighbors.KIND);
        Scores scores = readBack.score(queries, 40);
        Scores expected = fitted.score(queries, 40);
        for (int image = 0; image < 40; image++) {
            assertThat(scores.outputs(image)).containsExactly(expected.outputs(image));
        }
    }

    private static byte[] earlier(String name) throws IOException {
        try (var in = SnapshotsTest.class.getResourceAsStream(name)) {
            return requireNonNull(in, name).readAllBytes();
        }
    }

    @Test
    void everyTruncationAndEveryByteTooManyIsRefused() {
        SnapshotChecks.requireThatNoOtherLengthIsRead(Snapshots.write(perceptron()), 64);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, a snapshot begins with 474c594d",
        "4, 99, the format must be 1 or 2 but was",
        "6, 77, 'the kind must be one of [1, 2, 3, 4, 5] but was 77'",
        "7, 255, 'rows must be within [1, 1024] but was'",
        "9, 255, 'columns must be within [1, 1024] but was'",
        "11, 255, 'classes must be within [1, 256] but was'",
        "13, 9, 'input scaling must be one of [0, 1] but was 9'",
        "14, 9, 'output layer must be one of [0, 1] but was 9'",
        "15, 200, 'layers must be within [1, 64] but was 200'",
        "16, 127, 'a layer''s width must be within [1, 65536] but was'",
        "18, 9, bytes but there were"
    })
    void aWrongByteIsNamed(int at, int value, String message) {
        byte[] snapshot = Snapshots.write(perceptron());
        snapshot[at] = (byte) value;

        SnapshotChecks.requireRefusal(snapshot, message);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteAreRefused(float number) {
        byte[] snapshot = Snapshots.write(perceptron());
        ByteBuffer.wrap(snapshot).putFloat(snapshot.length - 8, number);

        SnapshotChecks.requireRefusal(snapshot, "a weight must be a finite float but was " + number);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noBytesWhateverBreakTheReader(long seed) {
        SnapshotChecks.requireThatNoBytesBreakTheReader(Snapshots.write(perceptron()), BODY + 12, 2_000, seed);
    }

    private static Perceptron perceptron() {
        TrainingSettings settings = new TrainingSettings(
                NetworkSettings.classifier(20),
                Optimizer.Adam.withRate(0.001),
                new LearningRateSchedule.Constant(),
                EpochSettings.of(1, 32),
                Regularization.NONE,
                Augmentation.NONE,
                5);
        Examples examples = TestData.bars(64, 5);
        return new PerceptronTraining(settings, 1, TrainingListener.silent())
                .train(examples, examples.range(0, 0))
                .classifier();
    }
}
