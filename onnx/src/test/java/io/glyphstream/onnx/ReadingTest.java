package io.glyphstream.onnx;

import static io.glyphstream.onnx.Sketch.FLOAT;
import static io.glyphstream.onnx.Sketch.INT64;
import static io.glyphstream.onnx.Sketch.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.glyphstream.model.Scores;
import io.glyphstream.model.graph.Convolution;
import io.glyphstream.model.graph.Node;
import io.glyphstream.onnx.messages.TensorMessage;
import io.glyphstream.onnx.messages.ValueMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is made of files as a whole. */
class ReadingTest {

    private static final int IMAGES = 5;

    /** Returns the network that skl2onnx makes of an MLPClassifier. */
    private static Sketch scores() {
        return Sketch.of(13)
                .set("ai.onnx.ml", 1)
                .input("x", 0, 16)
                .weights("w", 16, 6)
                .weights("b", 1, 6)
                .weights("v", 6, 3)
                .weights("c", 1, 3)
                .node("Cast", "x", "x32", whole("to", 1))
                .node("MatMul", "x32 w", "p")
                .node("Add", "p b", "h")
                .node("Relu", "h", "r")
                .node("MatMul", "r v", "q")
                .node("Add", "q c", "s")
                .node("Softmax", "s", "probabilities", whole("axis", 1));
    }

    /** Returns the same with the labels and maps that skl2onnx makes of the scores. */
    private static Sketch scikit() {
        return scores().node("ArgMax", "probabilities", "best", whole("axis", 1))
                .node("Cast", "best", "output_label", whole("to", 7))
                .node("ai.onnx.ml:ZipMap", "probabilities", "output_probability");
    }

    @Test
    void scoresAreFoundBesideLabelsAndMaps() throws InvalidOnnxException {
        var sketch = scikit().output("output_label", INT64, 0);
        sketch.graph.addOutput(ValueMessage.newBuilder().setName("output_probability"));

        var imported = OnnxImport.read(sketch.bytes(), ImportSettings.none());

        assertThat(imported.output()).isEqualTo("probabilities");
        assertThat(imported.network().classes()).isEqualTo(3);
        assertThat(imported.network().rows()).isEqualTo(4);
        assertThat(imported.notes()).isEmpty();
    }

    @Test
    void anInnerValueCanBeTheScores() throws InvalidOnnxException, OrtException {
        byte[] file = scores().output("s", FLOAT, 0, 3)
                .output("probabilities", FLOAT, 0, 3)
                .bytes();
        byte[] pixels = Pixels.random(IMAGES * 16, 1);
        var chosen = new ImportSettings(
                Optional.of("s"), Optional.empty(), Optional.empty(), ImportSettings.Ending.AS_IT_IS);

        var imported = OnnxImport.read(file, chosen);

        try (var oracle = new Oracle(file)) {
            float[] expected = oracle.run(Pixels.scaled(pixels, PixelScale.ZERO_TO_ONE), new long[] {IMAGES, 16}, "s");
            Agreement.of(imported.network().score(pixels, IMAGES), expected).requireWithin(1e-5);
        }
        assertThat(imported.notes()).singleElement().asString().contains("--softmax");
    }

    @Test
    void theOrderOfNodesDoesNotMatter() throws InvalidOnnxException {
        var sketch = scikit().output("probabilities", FLOAT, 0, 3);
        byte[] pixels = Pixels.random(IMAGES * 16, 1);
        Scores expected = scores(sketch.bytes(), ImportSettings.none(), pixels);
        var nodes = new ArrayList<>(sketch.graph.getNodeList());
        Collections.reverse(nodes);
        sketch.graph.clearNode().addAllNode(nodes);

        Scores scores = scores(sketch.bytes(), ImportSettings.none(), pixels);

        for (int image = 0; image < IMAGES; image++) {
            assertThat(scores.outputs(image)).isEqualTo(expected.outputs(image));
        }
    }

    @Test
    void logarithmsOfProbabilitiesBecomeProbabilities() throws InvalidOnnxException, OrtException {
        byte[] file = Sketch.of(13)
                .input("x", 0, 1, 4, 4)
                .node("Flatten", "x", "f")
                .node("LogSoftmax", "f", "y")
                .bytes();
        byte[] pixels = Pixels.random(IMAGES * 16, 1);

        var imported = OnnxImport.read(file, ImportSettings.none());

        float[] expected;
        try (var oracle = new Oracle(file)) {
            expected = oracle.run(Pixels.scaled(pixels, PixelScale.ZERO_TO_ONE), new long[] {IMAGES, 1, 4, 4}, "y");
        }
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) Math.exp(expected[i]);
        }
        Agreement.of(imported.network().score(pixels, IMAGES), expected).requireWithin(1e-5);
        assertThat(imported.notes()).singleElement().asString().contains("probabilities");
    }

    @Test
    void scoresBecomeProbabilitiesIfAskedFor() throws InvalidOnnxException {
        byte[] file = Sketch.of(13)
                .input("x", 0, 1, 4, 4)
                .node("Flatten", "x", "f")
                .node("Neg", "f", "y")
                .bytes();
        var settings =
                new ImportSettings(Optional.empty(), Optional.empty(), Optional.empty(), ImportSettings.Ending.SOFTMAX);

        float[] outputs = scores(file, settings, Pixels.random(16, 1)).outputs(0);

        double sum = 0;
        for (float output : outputs) {
            sum += output;
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void colorsOfAFlatInputAreInTheOrderThatIsSaid() throws InvalidOnnxException {
        byte[] file = Sketch.of(13).input("x", 0, 12).node("Neg", "x", "y").bytes();
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

        float[] first = scores(file, color(Layout.NCHW), pixels).outputs(0);
        float[] last = scores(file, color(Layout.NHWC), pixels).outputs(0);

        assertThat(first).containsExactly(-1, -4, -7, -10, -2, -5, -8, -11, -3, -6, -9, -12);
        assertThat(last).containsExactly(-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12);
    }

    private static ImportSettings color(Layout layout) {
        return new ImportSettings(
                Optional.empty(), Optional.of(layout), Optional.of(PixelScale.PLAIN), ImportSettings.Ending.AS_IT_IS);
    }

    @Test
    void pixelsAreScaledByChannel() throws InvalidOnnxException {
        byte[] file = Sketch.of(13)
                .input("x", 0, 3, 1, 1)
                .node("Flatten", "x", "f")
                .node("Identity", "f", "i")
                .node("Relu", "i", "y")
                .bytes();
        var scale = new PixelScale(0.5, List.of(1.0, 2.0, 3.0), List.of(2.0, 4.0, 8.0));
        var settings = new ImportSettings(
                Optional.empty(), Optional.of(Layout.NCHW), Optional.of(scale), ImportSettings.Ending.AS_IT_IS);

        float[] outputs = scores(file, settings, new byte[] {100, 100, 100}).outputs(0);

        // (100 x 0.5 - mean) / deviation
        assertThat(outputs).containsExactly(49 / 2f, 48 / 4f, 47 / 8f);
    }

    @Test
    void normalizationBecomesPartOfTheConvolutionBeforeIt() throws InvalidOnnxException {
        byte[] file = Sketch.of(13)
                .input("x", 0, 1, 4, 4)
                .weights("w", 2, 1, 3, 3)
                .weights("s", 2)
                .constant("v", List.of(1f, 2f), 2)
                .node("Conv", "x w", "c")
                .node("BatchNormalization", "c s s s v", "n")
                .node("GlobalAveragePool", "n", "g")
                .node("Flatten", "g", "y")
                .bytes();

        var nodes =
                OnnxImport.read(file, ImportSettings.none()).network().design().nodes();

        assertThat(nodes).hasSize(2);
        assertThat(nodes).first().extracting(Node::operation).isInstanceOf(Convolution.class);
    }

    @Test
    void doublesAreRoundedToFloats() throws InvalidOnnxException {
        var sketch = Sketch.of(13)
                .typed("x", Sketch.DOUBLE, 0, 4)
                .node("Mul", "x w", "y")
                .output("y", Sketch.DOUBLE, 0, 4);
        sketch.graph.addInitializer(TensorMessage.newBuilder()
                .setName("w")
                .setDataType(Sketch.DOUBLE)
                .addDoubleData(0.1));
        var plain = ImportSettings.none().with(PixelScale.PLAIN);

        assertThat(scores(sketch.bytes(), plain, new byte[] {1, 2, 3, 4}).outputs(0)[0])
                .isEqualTo(0.1f);
        assertThat(OnnxImport.read(sketch.bytes(), plain).notes()).anyMatch(note -> note.contains("double"));
    }

    @Test
    void aChainLongerThanAStackIsDeepIsRead() throws InvalidOnnxException {
        var sketch = Sketch.of(13).input("x", 0, 4).node("Neg", "x", "v0");
        for (int i = 1; i <= 15_000; i++) {
            sketch.node("Identity", "v" + (i - 1), "v" + i);
        }

        assertThat(OnnxImport.read(sketch.bytes(), ImportSettings.none())
                        .network()
                        .classes())
                .isEqualTo(4);
    }

    private static Scores scores(byte[] file, ImportSettings settings, byte[] pixels) throws InvalidOnnxException {
        var network = OnnxImport.read(file, settings).network();
        return network.score(pixels, pixels.length / network.input().values());
    }
}
