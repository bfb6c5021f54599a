package io.glyphstream.onnx;

import static io.glyphstream.onnx.Sketch.FLOAT;
import static io.glyphstream.onnx.Sketch.INT64;
import static io.glyphstream.onnx.Sketch.real;
import static io.glyphstream.onnx.Sketch.text;
import static io.glyphstream.onnx.Sketch.whole;
import static io.glyphstream.onnx.Sketch.wholes;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.glyphstream.onnx.messages.TensorMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is not run rightly is refused, with a message that names it and says what to do. */
class RefusalsTest {

    private static Sketch gray() {
        return Sketch.of(13).input("x", 0, 1, 4, 4);
    }

    private static Sketch flat() {
        return gray().node("Flatten", "x", "f").node("Neg", "f", "y");
    }

    private static void refused(byte[] file, String... said) {
        refused(file, ImportSettings.none(), said);
    }

    private static void refused(byte[] file, ImportSettings settings, String... said) {
        assertThatThrownBy(() -> OnnxImport.read(file, settings))
                .isInstanceOf(InvalidOnnxException.class)
                .hasMessageContainingAll(said);
    }

    private static TensorMessage.Builder tensor(int type, long... dimensions) {
        var tensor = TensorMessage.newBuilder().setName("w").setDataType(type);
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        return tensor;
    }

    private static byte[] with(TensorMessage.Builder tensor) {
        var sketch = gray().node("Flatten", "x", "f").node("MatMul", "f w", "y");
        sketch.graph.addInitializer(tensor);
        return sketch.bytes();
    }

    @Test
    void whatIsNoFileInOnnxFormat() {
        refused("GLYPHMDL and more".getBytes(StandardCharsets.UTF_8), "the file");
        refused(new byte[0], "holds no network", "another file");
    }

    @Test
    void aFileThatEndsTooEarly() {
        byte[] whole = flat().bytes();

        refused(Arrays.copyOf(whole, whole.length - 3), "no whole ONNX file", "again");
    }

    @Test
    void operatorsThatAreNotKnown() {
        refused(gray().node("LSTM", "x", "y").bytes(), "LSTM 'that makes y' (node 1)", "not known", "Conv, ");
        refused(
                gray().set("com.example", 1).node("com.example:Conv", "x", "y").bytes(),
                "com.example:Conv 'that makes y'",
                "not known");
    }

    @Test
    void operatorSetsThatAreTooOldOrTooNew() {
        refused(Sketch.of(6).input("x", 0, 1, 4, 4).node("Neg", "x", "y").bytes(), "within [7, 24]", "but is 6");
        refused(Sketch.of(99).input("x", 0, 1, 4, 4).node("Neg", "x", "y").bytes(), "but is 99", "opset 13");
    }

    @Test
    void severalInputs() {
        var sketch = gray().typed("mask", FLOAT, 0, 1, 4, 4)
                .node("Add", "x mask", "s")
                .node("Flatten", "s", "y");

        refused(sketch.bytes(), "more than one input: x, mask", "images alone");
    }

    @Test
    void inputsOfOtherTypesAndForms() {
        refused(Sketch.of(13).typed("x", INT64, 0, 16).node("Neg", "x", "y").bytes(), "'x'", "is of int64");
        refused(Sketch.of(13).typed("x", 16, 0, 16).node("Neg", "x", "y").bytes(), "'x'", "bfloat16", "32-bit");
        refused(Sketch.of(13).input("x", 0, 3, 0, 5).node("Neg", "x", "y").bytes(), "dimension 3", "'N'", "fixed");
        refused(Sketch.of(13).input("x", 0, 17).node("Neg", "x", "y").bytes(), "17 values", "no square");
        refused(Sketch.of(13).input("x", 0, 2, 4, 4).node("Neg", "x", "y").bytes(), "1 x 2 x 4 x 4", "1 or 3");
        refused(Sketch.of(13).input("x", 0, 1, 5000, 4).node("Neg", "x", "y").bytes(), "5000", "fixed size");
        refused(Sketch.of(13).input("x", 0, 1, 4, 4, 4).node("Neg", "x", "y").bytes(), "2 to 4 dimensions");
    }

    @Test
    void inputsThatMayBeInEitherOrder() {
        refused(Sketch.of(13).input("x", 0, 3, 4, 3).node("Neg", "x", "y").bytes(), "1 x 3 x 4 x 3", "--layout nchw");
        refused(Sketch.of(13).input("x", 0, 48).node("Neg", "x", "y").bytes(), "1 x 48", "--layout nhwc");
    }

    @Test
    void graphsWithACycle() {
        var sketch = gray().node("Add", "x b", "a").node("Relu", "a", "b").node("Flatten", "b", "y");

        refused(sketch.bytes(), "a cycle", "needs its own output");
        refused(gray().node("Add", "x y", "y").bytes(), "a cycle", "'y'");
    }

    @Test
    void valuesWithOneName() {
        refused(gray().node("Relu", "x", "y").node("Neg", "x", "y").bytes(), "the name 'y'", "node 2");
        refused(flat().output("y", FLOAT, 0, 16).output("y", FLOAT, 0, 16).bytes(), "two outputs have the name 'y'");
        refused(
                gray().weights("w", 1).weights("w", 1).node("Mul", "x w", "y").bytes(),
                "two initializers have the name 'w'");
        refused(gray().node("Neg", "x", "x").bytes(), "the name 'x'");
    }

    @Test
    void outputsThatAreNoScores() {
        refused(flat().output("y", INT64, 0, 16).bytes(), "no output is scores", "--output");
        refused(
                gray().node("Flatten", "x", "f")
                        .node("Neg", "f", "a")
                        .node("Relu", "f", "b")
                        .output("a", FLOAT, 0, 16)
                        .output("b", FLOAT, 0, 16)
                        .bytes(),
                "more than one output",
                "a, b",
                "--output NAME");
        var other = new ImportSettings(
                Optional.of("z"), Optional.empty(), Optional.empty(), ImportSettings.Ending.AS_IT_IS);
        refused(flat().bytes(), other, "no output 'z'", "There are y");
        refused(
                Sketch.of(13)
                        .input("x", 0, 1, 20, 20)
                        .node("Flatten", "x", "f")
                        .node("Neg", "f", "y")
                        .bytes(),
                "2 to 256 classes",
                "1 x 400");
    }

    @Test
    void dataInAnotherFile() {
        refused(with(tensor(FLOAT, 16, 3).setDataLocation(1)), "initializer 'w'", "another file", "one file");
    }

    @Test
    void tensorsThatHoldMoreOrLessThanTheyDeclare() {
        refused(with(tensor(FLOAT, 16, 3).addFloatData(1)), "'w'", "48 values", "holds 1");
        refused(with(tensor(FLOAT, 16, 3).setRawData(ByteString.copyFrom(new byte[191]))), "multiple of 4", "191");
        refused(with(tensor(FLOAT, 16, 3).setRawData(ByteString.copyFrom(new byte[188]))), "48 values", "holds 47");
    }

    @Test
    void dimensionsThatAskForAllMemory() {
        refused(with(tensor(FLOAT, 1L << 40)), "'w'", "must be within");
        refused(with(tensor(FLOAT, 1 << 20, 1 << 20, 1 << 20)), "'w'", "at most", "1048576");
        refused(with(tensor(FLOAT, -1)), "'w'", "must be within");
        refused(
                gray().list("s", 1 << 26)
                        .node("ConstantOfShape", "s", "c")
                        .node("Flatten", "x", "f")
                        .node("Add", "f c", "y")
                        .bytes(),
                "ConstantOfShape",
                "room");
        refused(
                gray().weights("w", 1, 1, 1, 1)
                        .node("Conv", "x w", "y", wholes("pads", 9999, 0, 0, 0))
                        .bytes(),
                "Conv",
                "9999");
    }

    @Test
    void typesOfElementsThatAreNotComputedWithHere() {
        refused(with(tensor(16, 16, 3).setRawData(ByteString.copyFrom(new byte[96]))), "'w'", "bfloat16");
        refused(with(tensor(8, 1)), "'w'", "string");
        refused(with(tensor(77, 1)), "'w'", "type 77");
    }

    @Test
    void weightsThatAreNoNumbers() {
        refused(
                gray().constant("w", List.of(Float.NaN))
                        .node("Mul", "x w", "m")
                        .node("Flatten", "m", "y")
                        .bytes(),
                "'w'",
                "NaN");
        refused(
                gray().constant("w", List.of(0f))
                        .node("Div", "x w", "m")
                        .node("Flatten", "m", "y")
                        .bytes(),
                "finite");
    }

    @Test
    void whatMixesTheImagesOfABatch() {
        refused(gray().list("s", -1, 8).node("Reshape", "x s", "y").bytes(), "Reshape", "2 x 8", "batch");
        refused(gray().node("Transpose", "x", "y").bytes(), "Transpose", "moves the batch");
        refused(gray().node("ReduceMean", "x", "y").bytes(), "ReduceMean", "mixes the images");
        refused(gray().node("Softmax", "x", "y", whole("axis", 0)).bytes(), "Softmax", "images of a batch");
        refused(gray().node("Concat", "x x", "y", whole("axis", 0)).bytes(), "Concat");
    }

    @Test
    void whatWouldBeDoneOtherwiseThanTheFileSays() {
        refused(gray().node("Relu", "x", "y", real("alpha", 2)).bytes(), "'alpha' of Relu", "not known");
        refused(gray().constant("t", List.of(1f)).node("Dropout", "x  t", "y").bytes(), "Dropout", "training");
        refused(
                gray().weights("w", 1, 1, 1, 1)
                        .node("Conv", "x w", "y", text("auto_pad", "SAME"))
                        .bytes(),
                "auto_pad of 'SAME'");
        refused(
                gray().node(
                                "AveragePool",
                                "x",
                                "y",
                                wholes("kernel_shape", 3, 3),
                                wholes("strides", 2, 2),
                                whole("ceil_mode", 1),
                                whole("count_include_pad", 1))
                        .bytes(),
                "ceil_mode and count_include_pad");
        refused(
                gray().weights("s", 1)
                        .node("BatchNormalization", "x s s s s", "y", whole("training_mode", 1))
                        .bytes(),
                "training_mode",
                "must be 0");
        refused(
                gray().node("MaxPool", "x", "y i", wholes("kernel_shape", 2, 2))
                        .node("Cast", "i", "z", whole("to", 1))
                        .bytes(),
                "reads 'i'");
    }
}
