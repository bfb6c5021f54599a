package io.glyphstream.benchmarks.models;

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
import io.glyphstream.model.graph.LogSoftmax;
import io.glyphstream.model.graph.MaximumPooling;
import io.glyphstream.model.graph.Multiply;
import io.glyphstream.model.graph.Node;
import io.glyphstream.model.graph.Operation;
import io.glyphstream.model.graph.Permute;
import io.glyphstream.model.graph.Reshape;
import io.glyphstream.model.graph.Scale;
import io.glyphstream.model.graph.Shape;
import io.glyphstream.model.graph.Softmax;
import io.glyphstream.model.graph.Window;
import java.util.stream.IntStream;

/*
 * What has places is (images x channels x rows x columns) there, and what is flat is (images x values). Where our order of
 * values shows, transpositions stand between; ONNX Runtime takes away those that undo each other.
 */
/** Writes a network with branches as an ONNX model, with scaled images as its input. */
final class OnnxGraphWriter implements Operation.Visitor<OnnxGraphWriter>, Activation.Functions<OnnxGraphWriter> {

    private final GraphModel model;
    private final ProtobufMessage graph = new ProtobufMessage();
    /** The number of the node that is being written, counted from 0. */
    private int number;

    private OnnxGraphWriter(GraphModel model) {
        this.model = model;
    }

    /** Returns the bytes of an {@code .onnx} file. */
    static byte[] write(GraphModel model) {
        var writer = new OnnxGraphWriter(model);
        for (Node node : model.design().nodes()) {
            node.operation().accept(writer);
            writer.number++;
        }
        var input = model.design().input();
        writer.graph.text(2, "graph");
        writer.graph.message(11, OnnxMessages.value(OnnxWriter.INPUT, input.channels(), input.rows(), input.columns()));
        writer.graph.message(
                12,
                OnnxMessages.value(writer.name(writer.number), model.design().classes()));
        return OnnxMessages.model(writer.graph);
    }

    private Node node() {
        return model.design().nodes().get(number);
    }

    private Shape input() {
        return model.inputs(node()).get(0);
    }

    private Shape output() {
        return model.design().shapes().get(number + 1);
    }

    private String name(int value) {
        return value == 0 ? OnnxWriter.INPUT : "value-" + value;
    }

    private String[] names() {
        return node().inputs().stream().map(this::name).toArray(String[]::new);
    }

    private OnnxGraphWriter write(String operator, ProtobufMessage... attributes) {
        return write(operator, name(number + 1), names(), attributes);
    }

    private OnnxGraphWriter write(String operator, String to, String[] from, ProtobufMessage... attributes) {
        var node = OnnxMessages.node(operator, to, from);
        for (ProtobufMessage attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
        return this;
    }

    private String tensor(String what, float[] values, int... dimensions) {
        graph.message(5, OnnxMessages.tensor(what + "-" + number, values, dimensions));
        return what + "-" + number;
    }

    private String numbers(long... values) {
        graph.message(5, OnnxMessages.tensor("shape-" + number, values));
        return "shape-" + number;
    }

    private String between(String what) {
        return what + "-" + number;
    }

    @Override
    public OnnxGraphWriter convolution(Convolution convolution) {
        int channels = input().channels() / convolution.groups();
        int places = (int) convolution.window().size();
        float[] weights = transposed(model.weights(number), convolution.filters(), places, channels);
        String[] from = {
            names()[0],
            tensor(
                    "weights",
                    weights,
                    convolution.filters(),
                    channels,
                    convolution.window().rows().length(),
                    convolution.window().columns().length()),
            tensor("biases", model.biases(number), convolution.filters())
        };
        return write(
                "Conv",
                name(number + 1),
                from,
                kernel(convolution.window()),
                strides(convolution.window()),
                pads(convolution.window()),
                dilations(convolution.window()),
                OnnxMessages.attribute("group", convolution.groups()));
    }

    /** Returns (count x rows x columns) as (count x columns x rows). */
    private static float[] transposed(float[] values, int count, int rows, int columns) {
        var transposed = new float[values.length];
        for (int i = 0; i < count; i++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    transposed[(i * columns + column) * rows + row] = values[(i * rows + row) * columns + column];
                }
            }
        }
        return transposed;
    }

    private static ProtobufMessage kernel(Window window) {
        return OnnxMessages.attribute(
                "kernel_shape",
                new int[] {window.rows().length(), window.columns().length()});
    }

    private static ProtobufMessage strides(Window window) {
        return OnnxMessages.attribute(
                "strides", new int[] {window.rows().stride(), window.columns().stride()});
    }

    private static ProtobufMessage dilations(Window window) {
        return OnnxMessages.attribute(
                "dilations",
                new int[] {window.rows().dilation(), window.columns().dilation()});
    }

    private static ProtobufMessage pads(Window window) {
        return OnnxMessages.attribute("pads", new int[] {
            window.rows().before(),
            window.columns().before(),
            window.rows().after(),
            window.columns().after()
        });
    }

    @Override
    public OnnxGraphWriter dense(Dense dense) {
        String[] from = {
            names()[0],
            tensor("weights", model.weights(number), dense.outputs(), input().channels()),
            tensor("biases", model.biases(number), dense.outputs())
        };
        return write("Gemm", name(number + 1), from, OnnxMessages.attribute("transB", 1));
    }

    @Override
    public OnnxGraphWriter scale(Scale scale) {
        Shape shape = input();
        float[] weights = model.weights(number);
        float[] biases = model.biases(number);
        int[] dimensions = {shape.channels()};
        if (!shape.isFlat() && scale.extent() == Scale.Extent.CHANNEL) {
            dimensions = new int[] {shape.channels(), 1, 1};
        } else if (!shape.isFlat()) {
            dimensions = new int[] {shape.channels(), shape.rows(), shape.columns()};
            weights = transposed(weights, 1, (int) shape.places(), shape.channels());
            biases = transposed(biases, 1, (int) shape.places(), shape.channels());
        }
        write("Mul", between("scaled"), new String[] {names()[0], tensor("weights", weights, dimensions)});
        return write("Add", name(number + 1), new String[] {between("scaled"), tensor("biases", biases, dimensions)});
    }

    @Override
    public OnnxGraphWriter activation(Activation activation) {
        return activation.accept((Activation.Functions<OnnxGraphWriter>) this);
    }

    @Override
    public OnnxGraphWriter rectifier(Activation.Rectifier rectifier) {
        return write("Relu");
    }

    @Override
    public OnnxGraphWriter leakyRectifier(Activation.LeakyRectifier rectifier) {
        return write("LeakyRelu", OnnxMessages.attribute("alpha", rectifier.slope()));
    }

    @Override
    public OnnxGraphWriter sigmoid(Activation.Sigmoid sigmoid) {
        return write("Sigmoid");
    }

    @Override
    public OnnxGraphWriter hyperbolicTangent(Activation.HyperbolicTangent tangent) {
        return write("Tanh");
    }

    @Override
    public OnnxGraphWriter clip(Activation.Clip clip) {
        String[] from = {names()[0], tensor("low", new float[] {clip.low()}), tensor("high", new float[] {clip.high()})
        };
        return write("Clip", name(number + 1), from);
    }

    @Override
    public OnnxGraphWriter maximumPooling(MaximumPooling pooling) {
        Window window = pooling.window();
        return write("MaxPool", kernel(window), strides(window), pads(window), dilations(window));
    }

    @Override
    public OnnxGraphWriter averagePooling(AveragePooling pooling) {
        Window window = pooling.window();
        int counted = pooling.divisor() == AveragePooling.Divisor.WINDOW ? 1 : 0;
        return write(
                "AveragePool",
                kernel(window),
                strides(window),
                pads(window),
                OnnxMessages.attribute("count_include_pad", counted));
    }

    @Override
    public OnnxGraphWriter globalPooling(GlobalPooling pooling) {
        boolean largest = pooling.choice() == GlobalPooling.Choice.LARGEST;
        write(largest ? "GlobalMaxPool" : "GlobalAveragePool", between("pooled"), names());
        return write("Flatten", name(number + 1), new String[] {between("pooled")});
    }

    @Override
    public OnnxGraphWriter reshape(Reshape reshape) {
        String values = names()[0];
        if (!input().isFlat()) {
            write("Transpose", between("last"), names(), OnnxMessages.attribute("perm", new int[] {0, 2, 3, 1}));
            values = between("last");
        }
        Shape shape = output();
        if (shape.isFlat()) {
            return write("Reshape", name(number + 1), new String[] {values, numbers(-1, shape.channels())});
        }
        String[] from = {values, numbers(-1, shape.rows(), shape.columns(), shape.channels())};
        write("Reshape", between("shaped"), from);
        return write(
                "Transpose",
                name(number + 1),
                new String[] {between("shaped")},
                OnnxMessages.attribute("perm", new int[] {0, 3, 1, 2}));
    }

    @Override
    public OnnxGraphWriter flatten(Flatten flatten) {
        return reshape(new Reshape(output()));
    }

    @Override
    public OnnxGraphWriter permute(Permute permute) {
        int[] order = IntStream.concat(
                        IntStream.of(0),
                        IntStream.of(axis(permute.channels()), axis(permute.rows()), axis(permute.columns())))
                .toArray();
        return write("Transpose", OnnxMessages.attribute("perm", order));
    }

    private static int axis(Axis axis) {
        return switch (axis) {
            case CHANNELS -> 1;
            case ROWS -> 2;
            case COLUMNS -> 3;
        };
    }

    @Override
    public OnnxGraphWriter concatenate(Concatenate concatenate) {
        return write("Concat", OnnxMessages.attribute("axis", axis(concatenate.axis())));
    }

    @Override
    public OnnxGraphWriter add(Add add) {
        return write("Sum");
    }

    @Override
    public OnnxGraphWriter multiply(Multiply multiply) {
        return write("Mul");
    }

    @Override
    public OnnxGraphWriter divide(Divide divide) {
        return write("Div");
    }

    @Override
    public OnnxGraphWriter expand(Expand expand) {
        Shape shape = expand.shape();
        String[] from = {names()[0], numbers(1, shape.channels(), shape.rows(), shape.columns())};
        return write("Expand", name(number + 1), from);
    }

    @Override
    public OnnxGraphWriter logSoftmax(LogSoftmax softmax) {
        return write("LogSoftmax", OnnxMessages.attribute("axis", 1));
    }

    @Override
    public OnnxGraphWriter softmax(Softmax softmax) {
        return write("Softmax", OnnxMessages.attribute("axis", 1));
    }
}
