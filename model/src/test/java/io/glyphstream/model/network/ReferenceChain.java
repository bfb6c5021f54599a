package io.glyphstream.model.network;

import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.ReferenceLoss;
import java.util.Arrays;
import java.util.List;

/** A convolutional network in doubles, straight from the definitions of its layers: what the fast one is compared with. */
final class ReferenceChain {

    private final NetworkForm form;
    private final List<double[]> weights;
    private final List<double[]> biases;
    private final LeftOut leftOut;
    private int image;

    ReferenceChain(ConvolutionalNetwork network) {
        this(network, (layer, image, size) -> ones(size));
    }

    /** Returns a chain that multiplies what comes to each layer. */
    ReferenceChain(ConvolutionalNetwork network, LeftOut leftOut) {
        this.leftOut = leftOut;
        this.form = network.form();
        this.weights =
                network.weights().stream().map(each -> doubles(each.weights)).toList();
        this.biases =
                network.weights().stream().map(each -> doubles(each.biases)).toList();
    }

    private static float[] ones(int size) {
        var ones = new float[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] doubles(float[] values) {
        var doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** Returns the weights of a layer, to be changed. */
    double[] weights(int layer) {
        return weights.get(layer);
    }

    double[] biases(int layer) {
        return biases.get(layer);
    }

    /** Returns the outputs for one image. */
    double[] outputs(byte[] pixels) {
        var values = new double[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[i] = form.scaling() == InputScaling.ZERO_TO_ONE
                    ? (pixels[i] & 0xff) / 255.0
                    : (pixels[i] & 0xff) / 127.5 - 1;
        }
        List<Shape> shapes = form.shapes();
        for (int i = 0; i < form.layers().size(); i++) {
            float[] factors = leftOut.factors(i, image, values.length);
            for (int k = 0; k < values.length; k++) {
                values[k] *= factors[k];
            }
            values = form.layers()
                    .get(i)
                    .accept(new Definition(values, shapes.get(i), shapes.get(i + 1), weights.get(i), biases.get(i)));
        }
        return ReferenceLoss.outputs(form.output(), values);
    }

    /**
     * Returns the average loss of all examples.
     *
     * @param factors how much each of them counts
     */
    double loss(Examples examples, float[] factors) {
        double sum = 0;
        for (int i = 0; i < examples.size(); i++) {
            image = i;
            sum += factors[i] * ReferenceLoss.average(form.output(), examples.range(i, i + 1), this::outputs);
        }
        return sum / examples.size();
    }

    /** Returns for each example the sum of the absolute derivatives of its loss by the sums of the last layer. */
    double[] errors(Examples examples) {
        var errors = new double[examples.size()];
        for (int i = 0; i < errors.length; i++) {
            image = i;
            double[] outputs = outputs(examples.range(i, i + 1).pixels());
            for (int output = 0; output < outputs.length; output++) {
                double difference = Math.abs(outputs[output] - (output == examples.label(i) ? 1 : 0));
                errors[i] += form.output() == OutputLayer.SOFTMAX ? difference : 2 * difference / outputs.length;
            }
        }
        return errors;
    }

    /** Says what is left out of the values that come to a layer. */
    interface LeftOut {
        /** Returns what each of so many values is multiplied by; the image is counted from 0. */
        float[] factors(int layer, int image, int size);
    }

    private record Definition(double[] in, Shape from, Shape to, double[] weights, double[] biases)
            implements Layer.Visitor<double[]> {

        @Override
        public double[] convolution(Convolution layer) {
            var out = new double[(int) to.size()];
            int width = layer.rows() * layer.columns() * from.channels();
            for (int i = 0; i < out.length; i++) {
                int filter = i % to.channels();
                int top = i / to.channels() / to.columns() * layer.stride() - layer.padding();
                int left = i / to.channels() % to.columns() * layer.stride() - layer.padding();
                out[i] = biases[filter];
                for (int k = 0; k < width; k++) {
                    int row = top + k / from.channels() / layer.columns();
                    int column = left + k / from.channels() % layer.columns();
                    out[i] += weights[filter * width + k] * at(row, column, k % from.channels());
                }
            }
            return out;
        }

        private double at(int row, int column, int channel) {
            boolean isInside = row >= 0 && row < from.rows() && column >= 0 && column < from.columns();
            return isInside ? in[(row * from.columns() + column) * from.channels() + channel] : 0;
        }

        @Override
        public double[] pooling(MaximumPooling layer) {
            var out = new double[(int) to.size()];
            for (int i = 0; i < out.length; i++) {
                int row = i / to.channels() / to.columns() * layer.side();
                int column = i / to.channels() % to.columns() * layer.side();
                out[i] = Double.NEGATIVE_INFINITY;
                for (int place = 0; place < layer.side() * layer.side(); place++) {
                    int y = row + place / layer.side();
                    int x = column + place % layer.side();
                    out[i] = Math.max(out[i], at(y, x, i % to.channels()));
                }
            }
            return out;
        }

        @Override
        public double[] rectifier(Rectifier layer) {
            var out = in.clone();
            for (int i = 0; i < out.length; i++) {
                out[i] = Math.max(out[i], 0);
            }
            return out;
        }

        @Override
        public double[] flatten(Flatten layer) {
            return in;
        }

        @Override
        public double[] dense(Dense layer) {
            var out = biases.clone();
            for (int output = 0; output < out.length; output++) {
                for (int input = 0; input < in.length; input++) {
                    out[output] += weights[output * in.length + input] * in[input];
                }
            }
            return out;
        }
    }
}
