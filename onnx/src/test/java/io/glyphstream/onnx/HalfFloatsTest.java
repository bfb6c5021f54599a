package io.glyphstream.onnx;

import static io.glyphstream.onnx.Sketch.color;
import static io.glyphstream.onnx.Sketch.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import io.glyphstream.onnx.messages.TensorMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose weights are floats of 16 bits. */
class HalfFloatsTest {

    private static final int FLOAT16 = 10;

    @ParameterizedTest
    @CsvSource({
        "0000, 0",
        "8000, -0",
        "3c00, 1",
        "c000, -2",
        "3555, 0.333251953125",
        "7bff, 65504",
        "fbff, -65504",
        "0400, 0.00006103515625",
        "03ff, 0.000060975551605224609375",
        "0001, 0.000000059604644775390625",
        "8001, -0.000000059604644775390625",
        "7c00, Infinity",
        "fc00, -Infinity",
        "7e00, NaN"
    })
    void aHalfIsWidenedToTheFloatOfTheSameValue(String bits, float expected) {
        assertThat(Float.floatToIntBits(TensorReader.widened((short) Integer.parseInt(bits, 16))))
                .isEqualTo(Float.floatToIntBits(expected));
    }

    /** Returns the bits of random weights of some tenths. */
    private static short[] halves(int count) {
        var random = new Random(5);
        var halves = new short[count];
        for (int i = 0; i < count; i++) {
            halves[i] = (short) (random.nextInt(2) << 15 | 0x2800 + random.nextInt(0x1000));
        }
        return halves;
    }

    private static TensorMessage.Builder weights(boolean isRaw) {
        var tensor = TensorMessage.newBuilder()
                .setName("w")
                .setDataType(FLOAT16)
                .addDims(4)
                .addDims(3)
                .addDims(3)
                .addDims(3);
        var bytes = ByteBuffer.allocate(108 * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (short half : halves(108)) {
            bytes.putShort(half);
            if (!isRaw) {
                tensor.addInt32Data(half & 0xffff);
            }
        }
        return isRaw ? tensor.setRawData(ByteString.copyFrom(bytes.array())) : tensor;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void weightsThatAreCastToFloatsAreThemToTheBit(boolean isRaw) throws InvalidOnnxException, OrtException {
        var sketch = color(13);
        sketch.graph.addInitializer(weights(isRaw));
        sketch.node("Cast", "w", "wide", whole("to", 1))
                .node("Conv", "x wide", "y")
                .node("Flatten", "y", "flat");

        SketchedNetwork.compared(sketch).requireWithin(1e-5);
        var imported = OnnxImport.read(sketch.bytes(), ImportSettings.none());
        assertThat(imported.notes()).noneMatch(note -> note.contains("16-bit"));
        // (filters x channels x rows x columns) here, place by place there.
        assertThat(imported.network().weightsOf(0)[1]).isEqualTo(TensorReader.widened(halves(108)[9]));
    }

    /** ONNX Runtime rounds each value to 11 bits, so that it differs by some 0.05 %. */
    @Test
    void aNetworkThatComputesWithHalvesIsComputedWithFloatsAndThatIsSaid() throws InvalidOnnxException, OrtException {
        var sketch = color(13);
        sketch.graph.addInitializer(weights(true));
        sketch.node("Cast", "x", "narrow", whole("to", FLOAT16))
                .node("Conv", "narrow w", "c")
                .node("Relu", "c", "r")
                .node("Cast", "r", "y", whole("to", 1))
                .node("Flatten", "y", "flat");

        var agreement = SketchedNetwork.compared(sketch);

        assertThat(agreement.worst()).isLessThan(2e-3 * agreement.largest());
        assertThat(OnnxImport.read(sketch.bytes(), ImportSettings.none()).notes())
                .anyMatch(note -> note.contains("The file computes with 16-bit floats"));
    }

    @Test
    void anInputOfHalvesIsTaken() throws InvalidOnnxException {
        var sketch = Sketch.of(13).typed("x", FLOAT16, 0, 3, 6, 5);
        sketch.graph.addInitializer(weights(true));
        sketch.node("Conv", "x w", "y").node("Flatten", "y", "flat");

        assertThat(OnnxImport.read(sketch.bytes(), ImportSettings.none()).notes())
                .anyMatch(note -> note.contains("The file computes with 16-bit floats"));
    }

    @Test
    void aConstantThatWouldBeRoundedIsRefused() {
        var sketch = color(13).weights("w", 4, 3, 3, 3).node("Cast", "w", "narrow", whole("to", FLOAT16));
        sketch.node("Conv", "x narrow", "y").node("Flatten", "y", "flat");

        assertThatThrownBy(() -> OnnxImport.read(sketch.bytes(), ImportSettings.none()))
                .hasMessageContaining("rounds a constant to 16-bit floats");
    }
}
