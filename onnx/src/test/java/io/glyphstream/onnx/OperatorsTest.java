package io.glyphstream.onnx;

import static io.glyphstream.onnx.Sketch.color;
import static io.glyphstream.onnx.Sketch.real;
import static io.glyphstream.onnx.Sketch.text;
import static io.glyphstream.onnx.Sketch.whole;
import static io.glyphstream.onnx.Sketch.wholes;

import ai.onnxruntime.OrtException;
import io.glyphstream.onnx.messages.AttributeMessage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator gives what ONNX Runtime gives: all values that it returns are compared. */
class OperatorsTest {

    @ParameterizedTest
    @MethodSource({"windows", "products", "constants", "functions", "layouts", "branches", "shapes"})
    void valuesAreThoseOfOnnxRuntime(Sketch sketch) throws InvalidOnnxException, OrtException {
        SketchedNetwork.compared(sketch).requireWithin(1e-5);
    }

    /** Returns the sketch with all values of its last node in a row. */
    private static Named<Sketch> flat(String name, Sketch sketch) {
        return Named.of(name, sketch.node("Flatten", sketch.last(), "flat"));
    }

    private static Named<Sketch> convolution(String name, long[] weights, AttributeMessage... attributes) {
        var sketch = color(11).weights("w", weights).weights("b", weights[0]);
        return flat(name, sketch.node("Conv", "x w b", "y", attributes));
    }

    private static Named<Sketch> pool(String name, String operator, AttributeMessage... attributes) {
        return flat(name, color(11).node(operator, "x", "y", attributes));
    }

    static Stream<Named<Sketch>> windows() {
        var side2 = wholes("kernel_shape", 2, 2);
        var side3 = wholes("kernel_shape", 3, 3);
        var stride2 = wholes("strides", 2, 2);
        return Stream.of(
                convolution("a window inside", new long[] {4, 3, 3, 3}),
                convolution("a window of another form", new long[] {4, 3, 2, 5}, wholes("strides", 2, 1)),
                convolution("more padding at one edge", new long[] {4, 3, 3, 3}, wholes("pads", 1, 0, 2, 1)),
                convolution("SAME_UPPER", new long[] {2, 3, 4, 2}, text("auto_pad", "SAME_UPPER")),
                convolution("SAME_LOWER", new long[] {2, 3, 4, 2}, text("auto_pad", "SAME_LOWER")),
                convolution("SAME_UPPER in steps", new long[] {2, 3, 3, 3}, text("auto_pad", "SAME_UPPER"), stride2),
                convolution("VALID", new long[] {2, 3, 3, 3}, text("auto_pad", "VALID"), side3),
                convolution("each channel by itself", new long[] {3, 1, 3, 3}, whole("group", 3)),
                convolution("groups of filters", new long[] {6, 1, 3, 3}, whole("group", 3)),
                convolution("dilated", new long[] {2, 3, 3, 2}, wholes("dilations", 2, 3)),
                pool("a maximum", "MaxPool", side2, stride2),
                pool("a maximum with padding", "MaxPool", side3, stride2, wholes("pads", 1, 1, 1, 1)),
                pool("a maximum, SAME_UPPER", "MaxPool", side2, stride2, text("auto_pad", "SAME_UPPER")),
                pool("a maximum, SAME_LOWER", "MaxPool", side2, stride2, text("auto_pad", "SAME_LOWER")),
                pool("a maximum beyond the edge", "MaxPool", side2, stride2, whole("ceil_mode", 1)),
                pool("a mean", "AveragePool", side2, stride2),
                pool("a mean without padding", "AveragePool", side3, stride2, wholes("pads", 1, 1, 1, 1)),
                pool(
                        "a mean with padding",
                        "AveragePool",
                        side3,
                        stride2,
                        wholes("pads", 1, 1, 1, 1),
                        whole("count_include_pad", 1)),
                pool("a mean beyond the edge", "AveragePool", side2, stride2, whole("ceil_mode", 1)),
                pool("the mean of all", "GlobalAveragePool"),
                pool("the maximum of all", "GlobalMaxPool"),
                flat(
                        "zeros around",
                        color(11)
                                .list("pads", 0, 0, 1, 2, 0, 0, 0, 1)
                                .weights("w", 2, 3, 3, 3)
                                .node("Pad", "x pads", "padded")
                                .node("Conv", "padded w", "y")),
                flat(
                        "zeros around, as an attribute",
                        color(9).node("Pad", "x", "y", wholes("pads", 0, 0, 1, 0, 0, 0, 0, 1), real("value", 0))));
    }

    static Stream<Named<Sketch>> products() {
        return Stream.of(
                Named.of(
                        "Gemm of a matrix that is transposed",
                        color(11)
                                .weights("w", 7, 90)
                                .weights("b", 7)
                                .node("Flatten", "x", "f")
                                .node("Gemm", "f w b", "y", whole("transB", 1), real("alpha", 0.5f), real("beta", 3))),
                Named.of(
                        "Gemm without a bias",
                        color(11).weights("w", 90, 7).node("Flatten", "x", "f").node("Gemm", "f w", "y")),
                Named.of(
                        "a product of what was reshaped",
                        color(11)
                                .weights("w", 1, 90, 7)
                                .list("s", 0, 1, 90)
                                .node("Reshape", "x s", "f")
                                .node("MatMul", "f w", "p")
                                .node("Squeeze", "p", "y", wholes("axes", 1))),
                flat(
                        "a product along the last axis",
                        color(11).weights("w", 5, 4).node("MatMul", "x w", "y")),
                flat(
                        "a product of channels at each place",
                        color(11)
                                .weights("w", 3, 4)
                                .weights("b", 4)
                                .node("Transpose", "x", "t", wholes("perm", 0, 2, 3, 1))
                                .node("MatMul", "t w", "p")
                                .node("Add", "p b", "y")),
                Named.of(
                        "a product of channels last",
                        Sketch.of(13)
                                .input("x", 0, 6, 5, 3)
                                .weights("w", 90, 7)
                                .node("Flatten", "x", "f")
                                .node("MatMul", "f w", "y")));
    }

    private static Named<Sketch> constant(String name, String operator, String inputs, long... dimensions) {
        return flat(name, color(13).weights("c", dimensions).node(operator, inputs, "y"));
    }

    static Stream<Named<Sketch>> constants() {
        var normalized = color(9).weights("w", 4, 3, 3, 3)
                .weights("scale", 4)
                .weights("bias", 4)
                .weights("mean", 4)
                .constant("variance", List.of(0.5f, 1f, 2f, 0.25f), 4);
        return Stream.of(
                constant("a sum with a constant of channels", "Add", "x c", 3, 1, 1),
                constant("a sum with a constant of columns", "Add", "c x", 5),
                constant("a sum with a constant of rows", "Add", "c x", 6, 1),
                constant("a sum with a constant of values", "Add", "x c", 1, 3, 6, 5),
                constant("a sum with a single value", "Add", "x c"),
                constant("a product with a constant of values", "Mul", "x c", 3, 6, 5),
                constant("a difference", "Sub", "x c", 3, 1, 5),
                constant("a difference from a constant", "Sub", "c x", 3, 1, 5),
                constant("a quotient", "Div", "x c", 3, 1, 1),
                flat(
                        "a normalization after a convolution",
                        normalized
                                .node("Conv", "x w", "y")
                                .node("BatchNormalization", "y scale bias mean variance", "z", real("epsilon", 0.01f))),
                flat(
                        "a normalization after a function",
                        color(15)
                                .weights("scale", 3)
                                .weights("bias", 3)
                                .weights("mean", 3)
                                .constant("variance", List.of(0.5f, 1f, 2f), 3)
                                .node("Relu", "x", "y")
                                .node("BatchNormalization", "y scale bias mean variance", "z")),
                flat(
                        "constants one after another",
                        color(13)
                                .weights("w", 4, 3, 3, 3)
                                .weights("c", 4, 1, 1)
                                .weights("d", 1, 4, 1, 1)
                                .node("Conv", "x w", "y")
                                .node("Mul", "y c", "z")
                                .node("Sub", "z d", "v")),
                flat(
                        "what others read stays as it is",
                        color(13)
                                .weights("w", 4, 3, 3, 3)
                                .weights("c", 4, 1, 1)
                                .node("Conv", "x w", "y")
                                .node("Mul", "y c", "z")
                                .node("Add", "y z", "v")),
                flat(
                        "what others read in other dimensions stays as it is",
                        color(13)
                                .weights("w", 4, 3, 3, 3)
                                .list("s", 0, -1)
                                .weights("c", 1)
                                .node("Conv", "x w", "y")
                                .node("Reshape", "y s", "r")
                                .node("Mul", "r c", "z")
                                .node("Flatten", "y", "f")
                                .node("Add", "f z", "v")));
    }

    static Stream<Named<Sketch>> functions() {
        return Stream.of(
                flat("Relu", color(7).node("Relu", "x", "y")),
                flat("LeakyRelu", color(7).node("LeakyRelu", "x", "y", real("alpha", 0.3f))),
                flat("LeakyRelu as it usually is", color(7).node("LeakyRelu", "x", "y")),
                flat("Sigmoid", color(7).node("Sigmoid", "x", "y")),
                flat("Tanh", color(7).node("Tanh", "x", "y")),
                flat("Clip", color(7).node("Clip", "x", "y", real("min", -0.5f), real("max", 0.25f))),
                flat("Clip above", color(13).constant("top", List.of(0.25f)).node("Clip", "x  top", "y")),
                flat("Neg", color(13).node("Neg", "x", "y")),
                flat("Dropout", color(13).node("Dropout", "x", "d").node("Neg", "d", "y")),
                flat("Cast", color(13).node("Cast", "x", "d", whole("to", 1)).node("Neg", "d", "y")),
                Named.of("Softmax", color(13).node("Flatten", "x", "f").node("Softmax", "f", "y")),
                flat("Softmax of all from an axis on", color(11).node("Softmax", "x", "y", whole("axis", 1))),
                flat("Softmax of some from an axis on", color(11).node("Softmax", "x", "y", whole("axis", 2))),
                flat("Softmax of channels", color(13).node("Softmax", "x", "y", whole("axis", 1))),
                flat("Softmax of rows", color(13).node("Softmax", "x", "y", whole("axis", 2))),
                flat("Softmax of columns", color(13).node("Softmax", "x", "y")));
    }

    static Stream<Named<Sketch>> layouts() {
        return Stream.of(
                flat("the image itself", color(13).node("Identity", "x", "i").node("Neg", "i", "y")),
                flat(
                        "channels last",
                        color(13).node("Neg", "x", "n").node("Transpose", "n", "y", wholes("perm", 0, 2, 3, 1))),
                flat(
                        "rows and columns",
                        color(13).node("Neg", "x", "n").node("Transpose", "n", "y", wholes("perm", 0, 1, 3, 2))),
                flat(
                        "there and back",
                        color(13)
                                .weights("w", 4, 3, 3, 3)
                                .node("Transpose", "x", "last", wholes("perm", 0, 2, 3, 1))
                                .node("Relu", "last", "r")
                                .node("Transpose", "r", "first", wholes("perm", 0, 3, 1, 2))
                                .node("Conv", "first w", "y")),
                flat(
                        "channels dealt out",
                        color(13)
                                .weights("w", 6, 3, 3, 3)
                                .list("five", 0, 2, 3, 4, 3)
                                .list("four", 0, 6, 4, 3)
                                .weights("v", 6, 1, 1, 1)
                                .node("Conv", "x w", "y")
                                .node("Reshape", "y five", "g")
                                .node("Transpose", "g", "t", wholes("perm", 0, 2, 1, 3, 4))
                                .node("Reshape", "t four", "z")
                                .node("Conv", "z v", "u", whole("group", 6))),
                flat(
                        "an image in other dimensions",
                        color(13)
                                .weights("w", 4, 5, 2, 2)
                                .list("s", 0, 5, 3, 6)
                                .node("Reshape", "x s", "r")
                                .node("Conv", "r w", "y")),
                flat(
                        "another image after a transposition",
                        color(13)
                                .weights("w", 2, 6, 2, 2)
                                .node("Transpose", "x", "t", wholes("perm", 0, 2, 1, 3))
                                .node("Conv", "t w", "y")),
                flat(
                        "rows and columns of what was reshaped",
                        color(13)
                                .list("s", 0, 9, 10)
                                .node("Neg", "x", "n")
                                .node("Reshape", "n s", "r")
                                .node("Transpose", "r", "y", wholes("perm", 0, 2, 1))),
                flat("a mean of rows and columns", color(13).node("ReduceMean", "x", "y", wholes("axes", 2, 3))),
                flat(
                        "a mean of rows and columns, without their axes",
                        color(18).list("axes", -2, -1).node("ReduceMean", "x axes", "y", whole("keepdims", 0))),
                flat(
                        "a maximum of channels last",
                        color(13)
                                .node("Transpose", "x", "t", wholes("perm", 0, 2, 3, 1))
                                .node("ReduceMax", "t", "y", wholes("axes", 1, 2))),
                flat("a mean of columns", color(13).node("ReduceMean", "x", "y", wholes("axes", 3))));
    }

    static Stream<Named<Sketch>> branches() {
        return Stream.of(
                flat(
                        "channels beside each other",
                        color(13)
                                .weights("w", 2, 3, 1, 1)
                                .node("Conv", "x w", "a")
                                .node("Relu", "x", "b")
                                .node("Concat", "a b x", "y", whole("axis", 1))),
                flat("rows beside each other", color(13).node("Concat", "x x", "y", whole("axis", 2))),
                flat("columns beside each other", color(13).node("Concat", "x x", "y", whole("axis", -1))),
                Named.of(
                        "flat values beside each other",
                        color(13)
                                .node("Flatten", "x", "f")
                                .node("GlobalAveragePool", "x", "g")
                                .node("Flatten", "g", "h")
                                .node("Concat", "f h", "y", whole("axis", 1))),
                flat(
                        "a sum of branches",
                        color(13)
                                .weights("w", 3, 3, 3, 3)
                                .node("Conv", "x w", "a", wholes("pads", 1, 1, 1, 1))
                                .node("Relu", "a", "b")
                                .node("Add", "b x", "y")),
                flat(
                        "a sum of what is stored in different orders",
                        color(13)
                                .list("s", 0, 3, 6, 5)
                                .node("Transpose", "x", "t", wholes("perm", 0, 3, 2, 1))
                                .node("Reshape", "t s", "r")
                                .node("Add", "x r", "y")),
                flat("a sum of three", color(13).node("Relu", "x", "r").node("Sum", "x r x", "y")),
                flat(
                        "a difference of branches",
                        color(13).node("Relu", "x", "r").node("Sub", "r x", "y")));
    }

    static Stream<Named<Sketch>> shapes() {
        return Stream.of(
                Named.of(
                        "a shape that is computed",
                        color(13)
                                .number("zero", 0)
                                .list("all", -1)
                                .list("axis", 0)
                                .node("Neg", "x", "n")
                                .node("Shape", "n", "s")
                                .node("Gather", "s zero", "b")
                                .node("Unsqueeze", "b axis", "c")
                                .node("Concat", "c all", "d", whole("axis", 0))
                                .node("Reshape", "n d", "y")),
                Named.of(
                        "a shape that is cut, cast and multiplied",
                        color(13)
                                .list("one", 1)
                                .list("four", 4)
                                .list("zero", 0)
                                .node("Neg", "x", "n")
                                .node("Shape", "n", "s")
                                .node("Slice", "s zero one zero", "b")
                                .node("Slice", "s one four", "places")
                                .node("Cast", "places", "real", whole("to", 1))
                                .node("Cast", "real", "whole", whole("to", 7))
                                .node("Gather", "whole zero", "c")
                                .node("Sub", "four one", "three")
                                .node("Div", "c three", "d")
                                .list("thirty", 90)
                                .node("Mul", "d thirty", "e")
                                .node("Concat", "b e", "t", whole("axis", 0))
                                .node("Reshape", "n t", "y")),
                Named.of(
                        "weights that are reshaped and turned in the graph",
                        color(13)
                                .weights("w", 7, 3, 30)
                                .list("s", 7, -1)
                                .node("Reshape", "w s", "v")
                                .node("Transpose", "v", "u")
                                .node("Flatten", "x", "f")
                                .node("MatMul", "f u", "y")),
                Named.of(
                        "axes that come and go",
                        color(11)
                                .node("Flatten", "x", "f")
                                .node("Unsqueeze", "f", "u", wholes("axes", 1, -1))
                                .node("Neg", "u", "n")
                                .node("Squeeze", "n", "y", wholes("axes", 1, 3))),
                flat(
                        "an image of another batch",
                        Sketch.of(11)
                                .input("x", 5, 1, 4, 4)
                                .list("s", 5, -1)
                                .node("Reshape", "x s", "r")
                                .node("Neg", "r", "y")));
    }
}
