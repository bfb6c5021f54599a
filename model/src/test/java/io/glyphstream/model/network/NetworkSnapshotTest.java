package io.glyphstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.SnapshotChecks;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.OutputLayer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSnapshotTest {

    private static final int BODY = 13;

    /** Snapshots of every release hold these numbers. */
    @Test
    void codesOfLayersNeverChange() {
        assertThat(Stream.of(LayerCode.values()).collect(Collectors.toMap(Enum::name, value -> value.code)))
                .isEqualTo(Map.of("CONVOLUTION", 1, "MAXIMUM_POOLING", 2, "RECTIFIER", 3, "FLATTEN", 4, "DENSE", 5));
    }

    @Test
    void whatIsReadScoresTheSameBitsAndIsWrittenAsItWas() throws InvalidSnapshotException {
        var network = Networks.small(1);
        byte[] snapshot = Snapshots.write(network);
        byte[] pixels = TestData.pixels(640, 0.4, 1);

        var read = (ConvolutionalNetwork) Snapshots.read(snapshot);

        assertThat(read.form()).isEqualTo(network.form());
        assertThat(Snapshots.write(read)).isEqualTo(snapshot);
        for (int image = 0; image < 10; image++) {
            assertThat(read.score(pixels, 10).outputs(image))
                    .containsExactly(network.score(pixels, 10).outputs(image));
        }
    }

    /** The body as its description has it, byte by byte: release by release the same. */
    @Test
    void theBytesAreThoseOfTheDescription() throws IOException {
        var form = Networks.form(
                new Shape(2, 3, 1),
                List.of(new Convolution(1, 2, 1, 1, 0), new Rectifier(), new MaximumPooling(1), new Flatten()),
                OutputLayer.LINEAR);
        List<Weights> weights = form.zeros();
        weights.get(0).weights[1] = 0.5f;
        weights.get(0).biases[0] = -1;
        var expected = new ByteArrayOutputStream();
        var out = new DataOutputStream(expected);
        out.writeInt(0x474c594d);
        out.writeShort(1);
        out.writeByte(3);
        out.writeShort(2);
        out.writeShort(3);
        out.writeShort(4);
        out.write(new byte[] {0, 1, 5});
        out.writeByte(1);
        for (int number : new int[] {1, 2, 1, 1, 0}) {
            out.writeInt(number);
        }
        out.writeByte(3);
        out.writeByte(2);
        out.writeInt(1);
        out.writeByte(4);
        out.writeByte(5);
        out.writeInt(4);
        for (float number : new float[] {0, 0.5f, -1}) {
            out.writeFloat(number);
        }
        out.write(new byte[(3 * 4 + 4) * Float.BYTES]);

        assertThat(Snapshots.write(new ConvolutionalNetwork(form, weights))).isEqualTo(expected.toByteArray());
    }

    @Test
    void everyTruncationAndEveryByteTooManyIsRefused() {
        SnapshotChecks.requireThatNoOtherLengthIsRead(Snapshots.write(Networks.small(2)), 120);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 9, 'input scaling must be one of [0, 1] but was 9'",
        "1, 9, 'output layer must be one of [0, 1] but was 9'",
        "2, 0, 'layers must be within [1, 64] but was 0'",
        "2, 65, 'layers must be within [1, 64] but was 65'",
        "3, 6, 'a layer''s kind must be one of [1, 2, 3, 4, 5] but was 6'",
        "4, 127, 'filters must be within [1, 65536] but was'",
        "8, 1, 'a window''s rows must be within [1, 256] but was'",
        "16, 255, 'stride must be within [1, 256] but was'",
        "23, 9, 'padding must be within [0, 2] but was 9'",
        "7, 17, bytes but there were"
    })
    void aWrongByteIsNamed(int at, int value, String message) {
        byte[] snapshot = Snapshots.write(Networks.small(3));
        snapshot[BODY + at] = (byte) value;

        SnapshotChecks.requireRefusal(snapshot, message);
    }

    /** A few bytes that ask for much: whatever they say, next to nothing is allocated. */
    static Stream<Arguments> greedy() {
        return Stream.of(
                Arguments.of(
                        "bytes but there were 0",
                        List.of(new Convolution(64, 255, 255, 32, 0), new Flatten(), new Dense(4))),
                Arguments.of("the values of all layers must be at most", List.of(new Convolution(65_536, 1, 1, 1, 0))),
                Arguments.of("the weights of a layer must be at most", List.of(new Flatten(), new Dense(65_536))),
                Arguments.of(
                        "the weights of a layer must be at most",
                        List.of(new Convolution(4096, 200, 200, 200, 0), new Convolution(4096, 5, 5, 1, 0))),
                Arguments.of(
                        "the multiplications for an image must be at most",
                        List.of(new Convolution(8, 256, 256, 1, 255), new MaximumPooling(2))),
                Arguments.of(
                        "the values that a sum is made of must be at most",
                        List.of(new Convolution(65, 1, 1, 4, 0), new Convolution(1, 256, 256, 1, 0))),
                Arguments.of("the last layer must return one value for each class", List.of(new Rectifier())));
    }

    @ParameterizedTest
    @MethodSource("greedy")
    void whatAFormCostsIsBoundedBeforeAnythingIsAllocated(String message, List<Layer> layers) throws IOException {
        byte[] snapshot = snapshot(layers);
        SnapshotChecks.requireRefusalInLittleMemory(snapshot, message);
    }

    private static byte[] snapshot(List<Layer> layers) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(0x474c594d);
        out.writeShort(1);
        out.writeByte(3);
        out.writeShort(1024);
        out.writeShort(1024);
        out.writeShort(4);
        out.write(new byte[] {0, 0, (byte) layers.size()});
        for (Layer layer : layers) {
            out.writeByte(LayerCode.of(layer).code);
            for (int number : LayerCode.numbers(layer)) {
                out.writeInt(number);
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteAreRefused(float number) {
        byte[] snapshot = Snapshots.write(Networks.small(4));
        ByteBuffer.wrap(snapshot).putFloat(snapshot.length - 8, number);

        SnapshotChecks.requireRefusal(snapshot, "a weight must be a finite float but was " + number);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noBytesWhateverBreakTheReader(long seed) {
        SnapshotChecks.requireThatNoBytesBreakTheReader(Snapshots.write(Networks.small(5)), BODY + 60, 2_000, seed);
    }
}
