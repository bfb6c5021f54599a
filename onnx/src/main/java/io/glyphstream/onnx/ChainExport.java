package io.glyphstream.onnx;

import static io.glyphstream.onnx.FileBuilder.whole;
import static io.glyphstream.onnx.FileBuilder.wholes;

import io.glyphstream.model.network.Convolution;
import io.glyphstream.model.network.ConvolutionalNetwork;
import io.glyphstream.model.network.Dense;
import io.glyphstream.model.network.Flatten;
import io.glyphstream.model.network.Layer;
import io.glyphstream.model.network.MaximumPooling;
import io.glyphstream.model.network.NetworkEnsemble;
import io.glyphstream.model.network.Rectifier;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.perceptron.Perceptron;
import java.util.List;

/** Writes networks whose layers follow one another. */
final class ChainExport {

    private ChainExport() {}

    static byte[] write(Perceptron perceptron, FileBuilder file) {
        String value = scaled(file, file.image(perceptron.input()), perceptron.scaling());
        value = file.node("Flatten", List.of(value), whole("axis", 1));
        var layers = perceptron.layers();
        for (int i = 0; i < layers.size(); i++) {
            var matrix = layers.get(i).weights();
            int inputs = matrix.getRowDimension();
            int outputs = matrix.getColumnDimension();
            var weights = new float[inputs * outputs];
            for (int at = 0; at < weights.length; at++) {
                weights[at] = (float) matrix.getEntry(at / outputs, at % outputs);
            }
            var biases = new float[outputs];
            for (int output = 0; output < outputs; output++) {
                biases[output] = (float) layers.get(i).biases().getEntry(output);
            }
            value = file.node(
                    "Gemm", List.of(value, file.reals(weights, inputs, outputs), file.reals(biases, outputs)));
            value = i < layers.size() - 1 ? file.node("Relu", List.of(value)) : value;
        }
        return file.file(finished(file, value, perceptron.output()), perceptron.classes());
    }

    static byte[] write(ConvolutionalNetwork network, FileBuilder file) {
        String image = scaled(file, file.image(network.input()), network.form().scaling());
        return file.file(scores(network, image, file), network.classes());
    }

    /** Writes the members side by side, and the mean of their scores. */
    static byte[] write(NetworkEnsemble ensemble, FileBuilder file) {
        String image =
                scaled(file, file.image(ensemble.input()), ensemble.form().scaling());
        var all = ensemble.members().stream()
                .map(member -> scores(member, image, file))
                .toList();
        String sum = file.node("Sum", all);
        String mean = file.node("Div", List.of(sum, file.reals(new float[] {all.size()})));
        return file.file(mean, ensemble.classes());
    }

    private static String scores(ConvolutionalNetwork network, String image, FileBuilder file) {
        String value = image;
        var layers = network.form().layers();
        for (int i = 0; i < layers.size(); i++) {
            value = layers.get(i).accept(new LayerWriter(file, value, network.weightsOf(i), network.biasesOf(i)));
        }
        return finished(file, value, network.form().output());
    }

    private static String scaled(FileBuilder file, String image, InputScaling scaling) {
        return switch (scaling) {
            case ZERO_TO_ONE -> file.node("Div", List.of(image, file.reals(new float[] {255})));
            case MINUS_ONE_TO_ONE -> {
                String value = file.node("Div", List.of(image, file.reals(new float[] {127.5f})));
                yield file.node("Sub", List.of(value, file.reals(new float[] {1})));
            }
        };
    }

    private static String finished(FileBuilder file, String sums, OutputLayer output) {
        return output == OutputLayer.SOFTMAX ? file.node("Softmax", List.of(sums), whole("axis", 1)) : sums;
    }

    /** Writes one layer; images are channel by channel. */
    private static final class LayerWriter implements Layer.Visitor<String> {

        private final FileBuilder file;
        private final String value;
        private final float[] weights;
        private final float[] biases;

        LayerWriter(FileBuilder file, String value, float[] weights, float[] biases) {
            this.file = file;
            this.value = value;
            this.weights = weights;
            this.biases = biases;
        }

        @Override
        public String convolution(Convolution layer) {
            int places = layer.rows() * layer.columns();
            int channels = weights.length / layer.filters() / places;
            float[] turned = Turned.channelByChannel(weights, layer.filters(), places);
            return file.node(
                    "Conv",
                    List.of(
                            value,
                            file.reals(turned, layer.filters(), channels, layer.rows(), layer.columns()),
                            file.reals(biases, biases.length)),
                    wholes("kernel_shape", layer.rows(), layer.columns()),
                    wholes("strides", layer.stride(), layer.stride()),
                    wholes("pads", layer.padding(), layer.padding(), layer.padding(), layer.padding()));
        }

        @Override
        public String pooling(MaximumPooling layer) {
            return file.node(
                    "MaxPool",
                    List.of(value),
                    wholes("kernel_shape", layer.side(), layer.side()),
                    wholes("strides", layer.side(), layer.side()));
        }

        @Override
        public String rectifier(Rectifier layer) {
            return file.node("Relu", List.of(value));
        }

        @Override
        public String flatten(Flatten layer) {
            String placeByPlace = file.node("Transpose", List.of(value), wholes("perm", 0, 2, 3, 1));
            return file.node("Flatten", List.of(placeByPlace), whole("axis", 1));
        }

        @Override
        public String dense(Dense layer) {
            int inputs = weights.length / layer.outputs();
            return file.node(
                    "Gemm",
                    List.of(value, file.reals(weights, layer.outputs(), inputs), file.reals(biases, biases.length)),
                    whole("transB", 1));
        }
    }
}
