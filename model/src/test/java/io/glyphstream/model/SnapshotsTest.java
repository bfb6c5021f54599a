package io.glyphstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
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

    @Test
    void everyKindOfClassifierHasACodeOfItsOwn() {
        assertThat(ModelKind.ALL.stream().<Object>map(ModelKind::type))
                .containsExactlyInAnyOrder((Object[]) Classifier.class.getPermittedSubclasses());
        assertThat(ModelKind.ALL.stream().map(ModelKind::code)).containsExactly(1, 2);
    }

    /** Snapshots of every release hold these numbers. */
    @Test
    void codesOfSettingsNeverChange() {
        assertThat(codes(InputScaling.values(), value -> value.code))
                .isEqualTo(Map.of("ZERO_TO_ONE", 0, "MINUS_ONE_TO_ONE", 1));
        assertThat(codes(OutputLayer.values(), value -> value.code)).isEqualTo(Map.of("SOFTMAX", 0, "LINEAR", 1));
        assertThat(codes(Weighting.values(), value -> value.code)).isEqualTo(Map.of("UNIFORM", 0, "BY_DISTANCE", 1));
        assertThat(codes(Preprocessing.values(), value -> value.code)).isEqualTo(Map.of("NONE", 0, "DESKEW", 1));
        assertThat(codes(Network.Purpose.values(), value -> value.code))
                .isEqualTo(Map.of("WEIGHTS", 0, "ORDER", 1, "DROPOUT", 2, "INPUT_DROPOUT", 3, "AUGMENTATION", 4));
    }

    private static <E extends Enum<E>> Map<String, Integer> codes(E[] values, ToIntFunction<E> code) {
        return Arrays.stream(values).collect(Collectors.toMap(Enum::name, code::applyAsInt));
    }

    /** What is written at which place; the first byte of the body is the scaling, the second the output. */
    @Test
    void settingsAreWrittenAsTheirCodes() {
        byte[] snapshot = Snapshots.write(perceptron());

        assertThat(snapshot[BODY]).isEqualTo((byte) perceptron().scaling().code);
        assertThat(snapshot[BODY + 1]).isEqualTo((byte) perceptron().output().code);
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] snapshot = Snapshots.write(perceptron());

        for (int length = 0; length < snapshot.length; length += length < 64 ? 1 : 37) {
            byte[] truncated = Arrays.copyOf(snapshot, length);
            assertThatThrownBy(() -> Snapshots.read(truncated)).isInstanceOf(InvalidSnapshotException.class);
        }
    }

    @Test
    void trailingBytesAreRefused() {
        byte[] snapshot = Snapshots.write(perceptron());
        byte[] longer = Arrays.copyOf(snapshot, snapshot.length + 1);

        assertThatThrownBy(() -> Snapshots.read(longer)).isInstanceOf(InvalidSnapshotException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, a snapshot begins with 474c594d",
        "4, 99, the format must be 1 but was",
        "6, 77, 'the kind must be one of [1, 2] but was 77'",
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

        assertThatThrownBy(() -> Snapshots.read(snapshot))
                .isInstanceOf(InvalidSnapshotException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteAreRefused(float number) {
        byte[] snapshot = Snapshots.write(perceptron());
        ByteBuffer.wrap(snapshot).putFloat(snapshot.length - 8, number);

        assertThatThrownBy(() -> Snapshots.read(snapshot))
                .isInstanceOf(InvalidSnapshotException.class)
                .hasMessageContaining("a weight must be a finite float but was " + number);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noBytesWhateverBreakTheReader(long seed) {
        var random = new Random(seed);
        byte[] sound = Snapshots.write(perceptron());
        for (int attempt = 0; attempt < 2_000; attempt++) {
            byte[] bytes = Arrays.copyOf(sound, random.nextInt(sound.length) + 1);
            for (int change = 0; change < 3; change++) {
                bytes[random.nextInt(Math.min(bytes.length, BODY + 12))] = (byte) random.nextInt();
            }
            try {
                Snapshots.read(bytes);
            } catch (InvalidSnapshotException e) {
                assertThat(e).hasMessageMatching("(?s).{10,}");
            }
        }
    }

    private static Perceptron perceptron() {
        TrainingSettings settings = new TrainingSettings(
                NetworkSettings.classifier(20),
                Optimizer.Adam.withRate(0.001),
                new LearningRateSchedule.Constant(),
                Course.of(1, 32),
                Regularization.NONE,
                Augmentation.NONE,
                5);
        Examples examples = TestData.bars(64, 5);
        return new PerceptronTraining(settings, 1, TrainingListener.silent())
                .train(examples, examples.range(0, 0))
                .perceptron();
    }
}
