package io.glyphstream.onnx;

import static io.glyphstream.onnx.Sketch.color;
import static io.glyphstream.onnx.Sketch.real;
import static io.glyphstream.onnx.Sketch.whole;
import static io.glyphstream.onnx.Sketch.wholes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.glyphstream.model.graph.Expand;
import io.glyphstream.model.graph.Node;
import io.glyphstream.model.graph.Permute;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two values that both depend on the image, and the functions that are made of such: as ONNX Runtime has them. */
class FlowPairsTest {

    @ParameterizedTest
    @MethodSource({"equals", "smaller", "elsewhere", "functions"})
    void valuesAreThoseOfOnnxRuntime(Sketch sketch) throws InvalidOnnxException, OrtException {
        SketchedNetwork.compared(sketch).requireWithin(1e-5);
    }

    private static Named<Sketch> flat(String name, Sketch sketch) {
        return Named.of(name, sketch.node("Flatten", sketch.last(), "flat"));
    }

    /** Returns x, a value for each channel of it, one for each place, one for each row, and one for the image. */
    private static Sketch values() {
        return color(14)
                .weights("w", 3, 3, 1, 1)
                .weights("one", 1, 3, 1, 1)
                .node("GlobalAveragePool", "x", "pooled")
                .node("Conv", "pooled w", "squeezed")
                .node("Sigmoid", "squeezed", "channels")
                .node("Conv", "x one", "attention")
                .node("Sigmoid", "attention", "places")
                .node("MaxPool", "x", "rows", wholes("kernel_shape", 1, 5))
                .node("GlobalMaxPool", "attention", "image");
    }

    private static Named<Sketch> pair(String operator, String inputs) {
        return flat(operator + " of " + inputs, values().node(operator, inputs, "y"));
    }

    static Stream<Named<Sketch>> equals() {
        return Stream.of(
                flat("a product with itself", color(13).node("Mul", "x x", "y")),
                flat("a product of branches", color(13).node("Tanh", "x", "t").node("Mul", "t x", "y")),
                flat(
                        "a quotient of branches",
                        color(13).node("Sigmoid", "x", "s").node("Div", "x s", "y")),
                flat(
                        "a quotient of what is stored in different orders",
                        color(13)
                                .list("s", 0, 3, 6, 5)
                                .node("Transpose", "x", "t", wholes("perm", 0, 3, 2, 1))
                                .node("Reshape", "t s", "r")
                                .node("Sigmoid", "r", "g")
                                .node("Div", "x g", "y")));
    }

    static Stream<Named<Sketch>> smaller() {
        return Stream.of(
                pair("Mul", "x channels"),
                pair("Mul", "channels x"),
                pair("Div", "x channels"),
                pair("Div", "channels places"),
                pair("Add", "x channels"),
                pair("Sub", "x channels"),
                pair("Sub", "channels x"),
                pair("Mul", "x places"),
                pair("Add", "places x"),
                pair("Mul", "x rows"),
                pair("Mul", "rows places"),
                pair("Add", "image x"),
                pair("Sum", "channels x places"),
                flat("an expansion", values().list("to", 1, 3, 6, 5).node("Expand", "channels to", "y")),
                flat("an expansion of some axes", values().list("to", 3, 1, 5).node("Expand", "rows to", "y")));
    }

    static Stream<Named<Sketch>> elsewhere() {
        return Stream.of(
                flat(
                        "channels last",
                        values().node("Transpose", "x", "last", wholes("perm", 0, 2, 3, 1))
                                .node("Transpose", "channels", "small", wholes("perm", 0, 2, 3, 1))
                                .node("Mul", "last small", "y")),
                Named.of(
                        "flat values by one",
                        values().node("Flatten", "x", "f")
                                .node("Flatten", "image", "g")
                                .node("Mul", "f g", "y")),
                flat(
                        "axes that are stored as one",
                        values().list("s", 0, 9, 10)
                                .list("t", 0, 9, 1)
                                .list("nine", 1, 3, 3, 1)
                                .node("Reshape", "x s", "large")
                                .node("Expand", "channels nine", "more")
                                .node("Reshape", "more t", "small")
                                .node("Mul", "large small", "y")),
                flat(
                        "axes of more than an image has",
                        values().list("s", 0, 3, 2, 3, 5)
                                .list("t", 0, 3, 1, 1, 1)
                                .node("Reshape", "x s", "large")
                                .node("Reshape", "channels t", "small")
                                .node("Mul", "small large", "y")));
    }

    static Stream<Named<Sketch>> functions() {
        var convolved = color(14).weights("w", 4, 3, 3, 3).node("Conv", "x w", "c");
        return Stream.of(
                flat("HardSigmoid", color(7).node("HardSigmoid", "x", "y")),
                flat(
                        "another HardSigmoid",
                        color(7).node("HardSigmoid", "x", "y", real("alpha", 2), real("beta", 0.1f))),
                flat("HardSigmoid after a convolution", convolved.node("HardSigmoid", "c", "y")),
                flat(
                        "HardSwish",
                        color(14)
                                .weights("w", 4, 3, 3, 3)
                                .node("Conv", "x w", "c")
                                .node("HardSwish", "c", "y")),
                flat("Swish", color(24).node("Swish", "x", "y")),
                flat("another Swish", color(24).node("Swish", "x", "y", real("alpha", 1.7f))),
                flat("SiLU", color(13).node("Sigmoid", "x", "s").node("Mul", "x s", "y")),
                flat(
                        "LogSoftmax within the network",
                        color(13).node("LogSoftmax", "x", "l", whole("axis", 1)).node("Neg", "l", "y")),
                Named.of(
                        "LogSoftmax of far values",
                        color(11)
                                .weights("w", 90, 7)
                                .constant("hundred", List.of(100f))
                                .node("Flatten", "x", "f")
                                .node("MatMul", "f w", "p")
                                .node("Mul", "p hundred", "far")
                                .node("LogSoftmax", "far", "l")
                                .node("Neg", "l", "y")));
    }

    @Test
    void theScaleOfChannelsCostsNoTurningOfTheImage() throws InvalidOnnxException {
        var design = OnnxImport.read(
                        values().node("Mul", "x channels", "y")
                                .node("Flatten", "y", "flat")
                                .bytes(),
                        ImportSettings.none())
                .network()
                .design();

        assertThat(design.nodes().stream().map(Node::operation).filter(Expand.class::isInstance))
                .hasSize(1);
        assertThat(design.nodes().stream().map(Node::operation).filter(Permute.class::isInstance))
                .as("only the flattening turns it")
                .hasSize(1);
    }

    @Test
    void whatIsRepeatedInTooManyPlacesOrMixesTheBatchIsRefused() {
        var apart = color(13)
                .list("s", 0, 3, 2, 3, 5)
                .list("t", 0, 3, 1, 3, 1)
                .node("Reshape", "x s", "large")
                .node("MaxPool", "x", "p", wholes("kernel_shape", 4, 5))
                .node("Reshape", "p t", "small")
                .node("Mul", "large small", "y");
        var fewer = values().node("Flatten", "image", "f").node("Mul", "x f", "y");
        var divided = color(13).list("s", 1).node("Div", "s x", "y");

        assertRefused(apart, "Mul", "along axes that are too far apart");
        assertRefused(fewer, "Mul", "mixes the images of a batch");
        assertRefused(divided, "Div", "must have a constant as input 2");
    }

    private static void assertRefused(Sketch sketch, String... parts) {
        assertThatThrownBy(() -> OnnxImport.read(sketch.bytes(), ImportSettings.none()))
                .isInstanceOf(InvalidOnnxException.class)
                .hasMessageContainingAll(parts);
    }
}
