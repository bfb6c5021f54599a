package io.glyphstream.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.onnxruntime.OrtException;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.graph.Activation;
import io.glyphstream.model.graph.Add;
import io.glyphstream.model.graph.AveragePooling;
import io.glyphstream.model.graph.Axis;
import io.glyphstream.model.graph.Concatenate;
import io.glyphstream.model.graph.Convolution;
import io.glyphstream.model.graph.Dense;
import io.glyphstream.model.graph.Divide;
import io.glyphstream.model.graph.Expand;
import io.glyphstream.model.graph.Flatten;
import io.glyphstream.model.graph.GlobalPooling;
import io.glyphstream.model.graph.GraphDesign;
import io.glyphstream.model.graph.GraphNetwork;
import io.glyphstream.model.graph.InputScale;
import io.glyphstream.model.graph.LogSoftmax;
import io.glyphstream.model.graph.MaximumPooling;
import io.glyphstream.model.graph.Multiply;
import io.glyphstream.model.graph.Node;
import io.glyphstream.model.graph.Permute;
import io.glyphstream.model.graph.Reshape;
import io.glyphstream.model.graph.Scale;
import io.glyphstream.model.graph.Shape;
import io.glyphstream.model.graph.Softmax;
import io.glyphstream.model.graph.Span;
import io.glyphstream.model.graph.Weights;
import io.glyphstream.model.graph.Window;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import io.glyphstream.model.network.ConvolutionalNetwork;
import io.glyphstream.model.network.EnsembleTraining;
import io.glyphstream.model.network.NetworkDesign;
import io.glyphstream.model.network.NetworkEnsemble;
import io.glyphstream.model.network.NetworkTraining;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.perceptron.Perceptron;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network that is written as a file answers in ONNX Runtime as it does here, and comes back with its weights. */
class ExportTest {

    private static final int IMAGES = 20;
    private static final InputShape COLOR = new InputShape(6, 5, 3);
    private static final NetworkDesign DESIGN = NetworkDesign.classifier(List.of(
            io.glyphstream.model.network.Convolution.same(4, 3),
            new io.glyphstream.model.network.Rectifier(),
            new io.glyphstream.model.network.MaximumPooling(2),
            new io.glyphstream.model.network.Convolution(5, 2, 3, 2, 1),
            new io.glyphstream.model.network.Flatten(),
            new io.glyphstream.model.network.Dense(6),
            new io.glyphstream.model.network.Rectifier()));
    private static final LearningSettings SETTINGS = new LearningSettings(
            new Optimizer.GradientDescent(0.1, 0),
            new LearningRateSchedule.Constant(),
            EpochSettings.of(1, 8),
            Regularization.NONE,
            Augmentation.NONE,
            1);

    private static void sameInOnnxRuntime(Classifier classifier) throws OrtException {
        var input = classifier.input();
        byte[] pixels = Pixels.random(IMAGES * input.values(), 5);
        float[] values = Pixels.channelByChannel(
                Pixels.scaled(pixels, PixelScale.PLAIN), input.channels(), input.rows() * input.columns());
        long[] dimensions = {IMAGES, input.channels(), input.rows(), input.columns()};

        try (var oracle = new Oracle(OnnxExport.write(classifier, List.of()))) {
            Agreement.of(classifier.score(pixels, IMAGES), oracle.run(values, dimensions, "scores"))
                    .requireWithin(1e-5);
        }
    }

    private static GraphNetwork readBack(Classifier classifier) throws InvalidOnnxException {
        return OnnxImport.read(OnnxExport.write(classifier, List.of()), ImportSettings.none())
                .network();
    }

    private static Perceptron perceptron(InputScaling scaling, OutputLayer output) {
        var random = new Random(11);
        var layers = new ArrayList<Perceptron.Layer>();
        int[] widths = {42, 9, 5};
        for (int i = 0; i < 2; i++) {
            var weights = new double[widths[i]][widths[i + 1]];
            for (double[] row : weights) {
                for (int column = 0; column < row.length; column++) {
                    row[column] = random.nextFloat() - 0.5f;
                }
            }
            var biases = new double[widths[i + 1]];
            for (int column = 0; column < biases.length; column++) {
                biases[column] = random.nextFloat() - 0.5f;
            }
            layers.add(new Perceptron.Layer(MatrixUtils.createRealMatrix(weights), new ArrayRealVector(biases)));
        }
        return new Perceptron(7, 6, scaling, output, layers);
    }

    @ParameterizedTest
    @EnumSource
    void aPerceptronAnswersTheSame(InputScaling scaling) throws OrtException {
        sameInOnnxRuntime(perceptron(scaling, OutputLayer.SOFTMAX));
        sameInOnnxRuntime(perceptron(scaling, OutputLayer.LINEAR));
    }

    @Test
    void namesOfClassesComeBack() throws InvalidOnnxException {
        var names = List.of("it's", "a \"dog\" \\", "K\u00fche \ud83d\udc2e,\n\t{0: 'x'}");

        var file = OnnxExport.write(convolutional(), names);

        assertThat(OnnxImport.read(file, ImportSettings.none()).classNames()).isEqualTo(names);
    }

    @Test
    void aPerceptronComesBackWithItsWeightsToTheBit() throws InvalidOnnxException {
        var perceptron = perceptron(InputScaling.ZERO_TO_ONE, OutputLayer.SOFTMAX);

        GraphNetwork network = readBack(perceptron);

        var nodes = network.design().nodes();
        var layers = perceptron.layers();
        int layer = 0;
        for (int node = 0; node < nodes.size(); node++) {
            if (!(nodes.get(node).operation() instanceof Dense)) {
                continue;
            }
            var weights = layers.get(layer).weights();
            float[] found = network.weightsOf(node);
            for (int input = 0; input < weights.getRowDimension(); input++) {
                for (int output = 0; output < weights.getColumnDimension(); output++) {
                    assertThat(found[output * weights.getRowDimension() + input])
                            .isEqualTo((float) weights.getEntry(input, output));
                }
            }
            layer++;
        }
        assertThat(layer).isEqualTo(layers.size());
    }

    private static Examples examples() {
        var pixels = Pixels.random(40 * 72, 9);
        var labels = new int[40];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3;
        }
        return new Examples(9, 8, 3, pixels, labels);
    }

    /** Returns a convolutional network that has learned a little. */
    private static ConvolutionalNetwork convolutional() {
        return new NetworkTraining(DESIGN, SETTINGS, 1, TrainingListener.silent())
                .train(examples(), examples().range(0, 0))
                .classifier();
    }

    @Test
    void aConvolutionalNetworkAnswersTheSame() throws OrtException {
        sameInOnnxRuntime(convolutional());
    }

    @Test
    void aConvolutionalNetworkComesBackWithItsWeightsToTheBit() throws InvalidOnnxException {
        var network = convolutional();

        GraphNetwork back = readBack(network);

        var found = IntStream.range(0, back.design().nodes().size())
                .filter(node -> back.weightsOf(node).length > 0)
                .boxed()
                .toList();
        var layers = IntStream.range(0, network.form().layers().size())
                .filter(layer -> network.weightsOf(layer).length > 0)
                .boxed()
                .toList();
        assertThat(found).hasSize(layers.size());
        for (int i = 0; i < layers.size(); i++) {
            assertThat(back.weightsOf(found.get(i))).isEqualTo(network.weightsOf(layers.get(i)));
            assertThat(back.biasesOf(found.get(i))).isEqualTo(network.biasesOf(layers.get(i)));
        }
    }

    /** Returns an ensemble that has learned a little. */
    private static NetworkEnsemble ensemble() {
        return new EnsembleTraining(DESIGN, 3, SETTINGS, 1, TrainingListener.silent())
                .train(examples(), examples().range(0, 0))
                .classifier();
    }

    @Test
    void anEnsembleAnswersTheSame() throws OrtException {
        sameInOnnxRuntime(ensemble());
    }

    @Test
    void anEnsembleComesBackWithItsWeightsToTheBit() throws InvalidOnnxException {
        var ensemble = ensemble();
        byte[] pixels = Pixels.random(IMAGES * ensemble.input().values(), 5);

        GraphNetwork back = readBack(ensemble);

        int layers = ensemble.form().layers().size();
        var expected = ensemble.members().stream()
                .flatMap(member -> IntStream.range(0, layers).mapToObj(member::weightsOf))
                .filter(weights -> weights.length > 0)
                .toList();
        var found = IntStream.range(0, back.design().nodes().size())
                .mapToObj(back::weightsOf)
                .toList();
        assertThat(found).containsAll(expected);
        for (int image = 0; image < IMAGES; image++) {
            assertThat(back.score(pixels, IMAGES).outputs(image))
                    .containsExactly(ensemble.score(pixels, IMAGES).outputs(image), offset(1e-6f));
        }
    }

    /** Returns a network with each kind of node at least once. */
    private static GraphNetwork graph() {
        var padded = new Span(3, 1, 1, 1, 1);
        var nodes = List.of(
                Node.of(new Convolution(4, 1, new Window(new Span(3, 1, 1, 1, 1), new Span(2, 1, 1, 0, 1))), 0),
                Node.of(new Activation.LeakyRectifier(0.2f), 1),
                Node.of(new Convolution(4, 2, new Window(padded, new Span(2, 1, 2, 1, 1))), 2),
                Node.of(new Activation.HyperbolicTangent(), 3),
                Node.of(new Add(), 2, 4, 2),
                Node.of(new MaximumPooling(new Window(padded, padded)), 5),
                Node.of(new AveragePooling(new Window(padded, padded), AveragePooling.Divisor.INSIDE), 5),
                Node.of(new AveragePooling(new Window(padded, padded), AveragePooling.Divisor.WINDOW), 5),
                Node.of(new Concatenate(Axis.CHANNELS), 6, 7, 8),
                Node.of(new Dense(3), 9),
                Node.of(new Scale(Scale.Extent.CHANNEL), 10),
                Node.of(new Activation.Sigmoid(), 11),
                Node.of(new Scale(Scale.Extent.VALUE), 12),
                Node.of(new Activation.Clip(-0.5f, Float.POSITIVE_INFINITY), 13),
                Node.of(Permute.channelsFirst(), 14),
                Node.of(new Reshape(new Shape(6, 3, 5)), 15),
                Node.of(new GlobalPooling(GlobalPooling.Choice.LARGEST), 16),
                Node.of(new GlobalPooling(GlobalPooling.Choice.MEAN), 16),
                Node.of(new Activation.Rectifier(), 16),
                Node.of(new Flatten(), 19),
                Node.of(new Concatenate(Axis.CHANNELS), 17, 18, 20),
                Node.of(new Dense(7), 21),
                Node.of(new Softmax(), 22),
                Node.of(new LogSoftmax(), 22),
                Node.of(new Multiply(), 24, 23),
                Node.of(new Activation.Sigmoid(), 22),
                Node.of(new Divide(), 25, 26),
                Node.of(new Expand(new Shape(2, 3, 7)), 27),
                Node.of(new GlobalPooling(GlobalPooling.Choice.MEAN), 28));
        var scale = new InputScale(List.of(0.01f, 0.02f, 0.03f), List.of(-0.5f, 0f, 0.25f));
        return weighted(new GraphDesign(COLOR, scale, nodes));
    }

    private static GraphNetwork weighted(GraphDesign design) {
        var random = new Random(3);
        var weights = new ArrayList<Weights>();
        for (Node node : design.nodes()) {
            var inputs = node.inputs().stream().map(design.shapes()::get).toList();
            weights.add(
                    node.operation().weightsOf(inputs) == 0
                            ? Weights.none()
                            : new Weights(
                                    random(random, node.operation().weightsOf(inputs)),
                                    random(random, node.operation().biasesOf(inputs))));
        }
        return new GraphNetwork(design, weights);
    }

    private static float[] random(Random random, long count) {
        var values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    @Test
    void aGraphAnswersTheSame() throws OrtException {
        sameInOnnxRuntime(graph());
    }

    @Test
    void aGraphComesBackWithTheSameAnswers() throws InvalidOnnxException {
        var network = graph();
        byte[] pixels = Pixels.random(IMAGES * COLOR.values(), 5);

        GraphNetwork back = readBack(network);

        var scores = back.score(pixels, IMAGES);
        var expected = network.score(pixels, IMAGES);
        for (int image = 0; image < IMAGES; image++) {
            assertThat(scores.outputs(image)).containsExactly(expected.outputs(image), offset(1e-6f));
        }
    }

    @Test
    void aGraphOfUsualNodesComesBackToTheBit() throws InvalidOnnxException {
        var padded = new Span(3, 1, 1, 1, 1);
        var nodes = List.of(
                Node.of(new Convolution(4, 1, new Window(padded, padded)), 0),
                Node.of(new Activation.Rectifier(), 1),
                Node.of(new Convolution(4, 4, new Window(padded, padded)), 2),
                Node.of(new Add(), 2, 3),
                Node.of(new MaximumPooling(Window.tiles(2)), 4),
                Node.of(new Flatten(), 5),
                Node.of(new Dense(7), 6),
                Node.of(new Softmax(), 7));
        var scale = new InputScale(List.of(0.01f, 0.02f, 0.03f), List.of(-0.5f, 0f, 0.25f));
        var network = weighted(new GraphDesign(COLOR, scale, nodes));

        GraphNetwork back = readBack(network);

        assertThat(back.design()).isEqualTo(network.design());
        for (int node = 0; node < nodes.size(); node++) {
            assertThat(back.weightsOf(node)).isEqualTo(network.weightsOf(node));
            assertThat(back.biasesOf(node)).isEqualTo(network.biasesOf(node));
        }
    }

    @Test
    void neighborsCannotBeWritten() {
        var examples = new Examples(2, 2, 2, new byte[8], new int[] {0, 1});
        var neighbors = NearestNeighbors.fit(examples, new NeighborSettings(1, Weighting.UNIFORM, Preprocessing.NONE));

        assertThatThrownBy(() -> OnnxExport.write(neighbors, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("only networks", "nearest-neighbors");
    }
}
