package io.glyphstream.onnx;

import static io.glyphstream.onnx.FileBuilder.real;
import static io.glyphstream.onnx.FileBuilder.whole;
import static io.glyphstream.onnx.FileBuilder.wholes;

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
import io.glyphstream.model.graph.GraphNetwork;
import io.glyphstream.model.graph.LogSoftmax;
import io.glyphstream.model.graph.MaximumPooling;
import io.glyphstream.model.graph.Multiply;
import io.glyphstream.model.graph.Operation;
import io.glyphstream.model.graph.Permute;
import io.glyphstream.model.graph.Reshape;
import io.glyphstream.model.graph.Scale;
import io.glyphstream.model.graph.Shape;
import io.glyphstream.model.graph.Softmax;
import io.glyphstream.model.graph.Span;
import io.glyphstream.model.graph.Window;
import io.glyphstream.onnx.messages.AttributeMessage;
import java.util.ArrayList;
import java.util.List;

/** Writes a network with branches. Each value of the file is channel by channel: batch x channels x rows x columns. */
final class GraphExport {

    private GraphExport() {}

    static byte[] write(GraphNetwork network, FileBuilder file) {
        var design = network.design();
        var shapes = design.shapes();
        var names = new ArrayList<String>();
        names.add(scaled(file, network));
        for (int i = 0; i < design.nodes().size(); i++) {
            var node = design.nodes().get(i);
            var inputs = node.inputs().stream().map(names::get).toList();
            var from = node.inputs().stream().map(shapes::get).toList();
            var writer = new Writer(file, inputs, from, network.weightsOf(i), network.biasesOf(i));
            names.add(node.operation().accept(writer));
        }
        return file.file(names.get(names.size() - 1), network.classes());
    }

    private static String scaled(FileBuilder file, GraphNetwork network) {
        var scale = network.design().scale();
        int channels = scale.channels();
        var multipliers = new float[channels];
        var addends = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            multipliers[channel] = scale.multipliers().get(channel);
            addends[channel] = scale.addends().get(channel);
        }
        String image = file.image(network.input());
        String multiplied = file.node("Mul", List.of(image, file.reals(multipliers, 1, channels, 1, 1)));
        return file.node("Add", List.of(multiplied, file.reals(addends, 1, channels, 1, 1)));
    }

    /** Writes one node. */
    private static final class Writer implements Operation.Visitor<String>, Activation.Functions<String> {

        private final FileBuilder file;
        private final List<String> inputs;
        private final Shape shape;
        private final float[] weights;
        private final float[] biases;

        Writer(FileBuilder file, List<String> inputs, List<Shape> shapes, float[] weights, float[] biases) {
            this.file = file;
            this.inputs = inputs;
            this.shape = shapes.get(0);
            this.weights = weights;
            this.biases = biases;
        }

        @Override
        public String convolution(Convolution operation) {
            Span rows = operation.window().rows();
            Span columns = operation.window().columns();
            int places = rows.length() * columns.length();
            float[] turned = Turned.channelByChannel(weights, operation.filters(), places);
            int channels = shape.channels() / operation.groups();
            var attributes = attributes(operation.window());
            attributes.add(dilations(operation.window()));
            attributes.add(whole("group", operation.groups()));
            return file.node(
                    "Conv",
                    List.of(
                            inputs.get(0),
                            file.reals(turned, operation.filters(), channels, rows.length(), columns.length()),
                            file.reals(biases, biases.length)),
                    attributes.toArray(AttributeMessage[]::new));
        }

        private static List<AttributeMessage> attributes(Window window) {
            Span rows = window.rows();
            Span columns = window.columns();
            return new ArrayList<>(List.of(
                    wholes("kernel_shape", rows.length(), columns.length()),
                    wholes("strides", rows.stride(), columns.stride()),
                    wholes("pads", rows.before(), columns.before(), rows.after(), columns.after())));
        }

        private static AttributeMessage dilations(Window window) {
            return wholes(
                    "dilations", window.rows().dilation(), window.columns().dilation());
        }

        @Override
        public String dense(Dense operation) {
            int channels = shape.channels();
            String matrix = file.reals(weights, operation.outputs(), channels);
            String bias = file.reals(biases, biases.length);
            if (shape.isFlat()) {
                String flat = file.node("Flatten", inputs, whole("axis", 1));
                String sums = file.node("Gemm", List.of(flat, matrix, bias), whole("transB", 1));
                return file.node("Reshape", List.of(sums, file.list(-1, operation.outputs(), 1, 1)));
            }
            String turned = file.node("Transpose", List.of(matrix), wholes("perm", 1, 0));
            String sums = file.node("MatMul", List.of(placeByPlace(inputs.get(0)), turned));
            return channelByChannel(file.node("Add", List.of(sums, bias)));
        }

        private String placeByPlace(String value) {
            return file.node("Transpose", List.of(value), wholes("perm", 0, 2, 3, 1));
        }

        private String channelByChannel(String value) {
            return file.node("Transpose", List.of(value), wholes("perm", 0, 3, 1, 2));
        }

        @Override
        public String scale(Scale operation) {
            boolean isByChannel = operation.extent() == Scale.Extent.CHANNEL;
            long[] dimensions = isByChannel
                    ? new long[] {1, shape.channels(), 1, 1}
                    : new long[] {1, shape.channels(), shape.rows(), shape.columns()};
            String multiplied = file.node("Mul", List.of(inputs.get(0), file.reals(ordered(weights), dimensions)));
            return file.node("Add", List.of(multiplied, file.reals(ordered(biases), dimensions)));
        }

        private float[] ordered(float[] values) {
            return Turned.channelByChannel(values, 1, values.length / shape.channels());
        }

        @Override
        public String activation(Activation activation) {
            return activation.accept((Activation.Functions<String>) this);
        }

        @Override
        public String rectifier(Activation.Rectifier rectifier) {
            return file.node("Relu", inputs);
        }

        @Override
        public String leakyRectifier(Activation.LeakyRectifier rectifier) {
            return file.node("LeakyRelu", inputs, real("alpha", rectifier.slope()));
        }

        @Override
        public String sigmoid(Activation.Sigmoid sigmoid) {
            return file.node("Sigmoid", inputs);
        }

        @Override
        public String hyperbolicTangent(Activation.HyperbolicTangent tangent) {
            return file.node("Tanh", inputs);
        }

        @Override
        public String clip(Activation.Clip clip) {
            return file.node("Clip", List.of(inputs.get(0), bound(clip.low()), bound(clip.high())));
        }

        /** A bound that is infinite is left out. */
        private String bound(float value) {
            return Float.isInfinite(value) ? "" : file.reals(new float[] {value});
        }

        @Override
        public String maximumPooling(MaximumPooling operation) {
            var attributes = attributes(operation.window());
            attributes.add(dilations(operation.window()));
            return file.node("MaxPool", inputs, attributes.toArray(AttributeMessage[]::new));
        }

        @Override
        public String averagePooling(AveragePooling operation) {
            Window window = operation.window();
            if (window.rows().dilation() != 1 || window.columns().dilation() != 1) {
                throw new IllegalArgumentException("a pool of means whose values are apart cannot be written here");
            }
            var attributes = attributes(window);
            attributes.add(whole("count_include_pad", operation.divisor() == AveragePooling.Divisor.WINDOW ? 1 : 0));
            return file.node("AveragePool", inputs, attributes.toArray(AttributeMessage[]::new));
        }

        @Override
        public String globalPooling(GlobalPooling operation) {
            return file.node(
                    operation.choice() == GlobalPooling.Choice.MEAN ? "GlobalAveragePool" : "GlobalMaxPool", inputs);
        }

        @Override
        public String reshape(Reshape operation) {
            return reshaped(operation.shape());
        }

        @Override
        public String flatten(Flatten operation) {
            return reshaped(Shape.flat(Math.toIntExact(shape.size())));
        }

        private String reshaped(Shape other) {
            String list = file.list(-1, other.rows(), other.columns(), other.channels());
            return channelByChannel(file.node("Reshape", List.of(placeByPlace(inputs.get(0)), list)));
        }

        @Override
        public String permute(Permute operation) {
            return file.node(
                    "Transpose",
                    inputs,
                    wholes(
                            "perm",
                            0,
                            place(operation.channels()),
                            place(operation.rows()),
                            place(operation.columns())));
        }

        /** Returns where the file has an axis. */
        private static long place(Axis axis) {
            return switch (axis) {
                case CHANNELS -> 1;
                case ROWS -> 2;
                case COLUMNS -> 3;
            };
        }

        @Override
        public String concatenate(Concatenate operation) {
            return file.node("Concat", inputs, whole("axis", place(operation.axis())));
        }

        @Override
        public String add(Add operation) {
            return file.node("Sum", inputs);
        }

        @Override
        public String multiply(Multiply operation) {
            return file.node("Mul", inputs);
        }

        @Override
        public String divide(Divide operation) {
            return file.node("Div", inputs);
        }

        @Override
        public String expand(Expand operation) {
            Shape to = operation.shape();
            return file.node("Expand", List.of(inputs.get(0), file.list(1, to.channels(), to.rows(), to.columns())));
        }

        @Override
        public String logSoftmax(LogSoftmax operation) {
            return file.node("LogSoftmax", inputs, whole("axis", 1));
        }

        @Override
        public String softmax(Softmax operation) {
            return file.node("Softmax", inputs, whole("axis", 1));
        }
    }
}
