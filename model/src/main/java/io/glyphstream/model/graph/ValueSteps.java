package io.glyphstream.model.graph;

import io.glyphstream.model.neural.Activations;
import io.glyphstream.model.neural.OutputLayer;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/** Nodes at work that change values one by one, or carry them elsewhere. */
final class ValueSteps {

    private ValueSteps() {}

    /** Returns the values as they are: both are in one place. */
    static Step nothing() {
        return (inputs, out, images) -> {};
    }

    /** Returns a function of each of so many values of an image. */
    static Step activation(Activation activation, int size) {
        return (inputs, out, images) -> activation.write(inputs[0], out, images * size);
    }

    /** Returns each value times its weight plus its bias. After the last weight comes the first again. */
    static Step scale(Forward forward, int size) {
        int period = forward.weights.length;
        return (inputs, out, images) -> {
            for (int from = 0; from < images * size; from += period) {
                scale(forward, inputs[0], from, out);
            }
        };
    }

    private static void scale(Forward forward, float[] values, int from, float[] out) {
        float[] weights = forward.weights;
        float[] biases = forward.biases;
        for (int i = 0; i < weights.length; i++) {
            out[from + i] = Math.fma(values[from + i], weights[i], biases[i]);
        }
    }

    /** Returns the sum of all inputs. The output may be the first or the second of them. */
    static Step add(int size) {
        return (inputs, out, images) -> {
            if (inputs.length == 1) {
                System.arraycopy(inputs[0], 0, out, 0, images * size);
                return;
            }
            add(inputs[0], inputs[1], out, images * size);
            for (int i = 2; i < inputs.length; i++) {
                add(out, inputs[i], out, images * size);
            }
        };
    }

    private static void add(float[] values, float[] others, float[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = values[i] + others[i];
        }
    }

    /** Returns the products of both inputs. The output may be one of them. */
    static Step multiply(int size) {
        return (inputs, out, images) -> multiply(inputs[0], inputs[1], out, images * size);
    }

    private static void multiply(float[] values, float[] others, float[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = values[i] * others[i];
        }
    }

    /** Returns the first input by the second. The output may be one of them. */
    static Step divide(int size) {
        return (inputs, out, images) -> divide(inputs[0], inputs[1], out, images * size);
    }

    private static void divide(float[] values, float[] others, float[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = values[i] / others[i];
        }
    }

    /** Returns the values again and again along the axes that have one alone. */
    static Step expand(Shape input, Shape output) {
        int size = Math.toIntExact(input.size());
        int rowStep = input.rows() == 1 ? 0 : input.columns() * input.channels();
        int columnStep = input.columns() == 1 ? 0 : input.channels();
        boolean isChannelAlone = input.channels() < output.channels();
        return (inputs, out, images) -> {
            int to = 0;
            for (int place = 0; place < images * output.rows() * output.columns(); place++) {
                int column = place % output.columns();
                int line = place / output.columns();
                int from = line / output.rows() * size + line % output.rows() * rowStep + column * columnStep;
                if (isChannelAlone) {
                    Arrays.fill(out, to, to + output.channels(), inputs[0][from]);
                } else {
                    System.arraycopy(inputs[0], from, out, to, output.channels());
                }
                to += output.channels();
            }
        };
    }

    /** Returns the logarithms of the probabilities of the channels at each place. */
    static Step logSoftmax(Shape shape) {
        int places = Math.toIntExact(shape.places());
        int channels = shape.channels();
        return (inputs, out, images) -> {
            for (int place = 0; place < images * places; place++) {
                logSoftmax(inputs[0], place * channels, channels, out);
            }
        };
    }

    /** Java's own exp and log differ between machines; those of Commons Math are the same everywhere. */
    private static void logSoftmax(float[] values, int at, int count, float[] out) {
        float largest = values[at];
        for (int i = at + 1; i < at + count; i++) {
            largest = Math.max(largest, values[i]);
        }
        double total = 0;
        for (int i = at; i < at + count; i++) {
            total += FastMath.exp((double) values[i] - largest);
        }
        double logarithm = FastMath.log(total) + largest;
        for (int i = at; i < at + count; i++) {
            out[i] = (float) (values[i] - logarithm);
        }
    }

    /** Returns the probabilities of the channels at each place. */
    static Step softmax(Shape shape) {
        int places = Math.toIntExact(shape.places());
        int channels = shape.channels();
        return (inputs, out, images) -> {
            if (out != inputs[0]) {
                System.arraycopy(inputs[0], 0, out, 0, images * places * channels);
            }
            for (int place = 0; place < images * places; place++) {
                Activations.finish(OutputLayer.SOFTMAX, out, place * channels, channels);
            }
        };
    }

    /** Returns the inputs one after another along an axis. */
    static Step concatenate(Axis axis, List<Shape> shapes) {
        int[] runs = shapes.stream().mapToInt(shape -> run(axis, shape)).toArray();
        int repeats = Math.toIntExact(shapes.get(0).size() / runs[0]);
        return (inputs, out, images) -> {
            int to = 0;
            for (int repeat = 0; repeat < images * repeats; repeat++) {
                for (int i = 0; i < runs.length; i++) {
                    System.arraycopy(inputs[i], repeat * runs[i], out, to, runs[i]);
                    to += runs[i];
                }
            }
        };
    }

    /** Returns how many values lie together that are not before the axis. */
    private static int run(Axis axis, Shape shape) {
        return switch (axis) {
            case ROWS -> Math.toIntExact(shape.size());
            case COLUMNS -> shape.columns() * shape.channels();
            case CHANNELS -> shape.channels();
        };
    }

    /** Returns the values with their axes in another order. */
    static Step permute(Permute permute, Shape input, Shape output) {
        int size = Math.toIntExact(input.size());
        int rowStep = step(permute.rows(), input);
        int columnStep = step(permute.columns(), input);
        int channelStep = step(permute.channels(), input);
        return (inputs, out, images) -> {
            int to = 0;
            for (int image = 0; image < images; image++) {
                for (int row = 0; row < output.rows(); row++) {
                    for (int column = 0; column < output.columns(); column++) {
                        int from = image * size + row * rowStep + column * columnStep;
                        for (int channel = 0; channel < output.channels(); channel++) {
                            out[to++] = inputs[0][from + channel * channelStep];
                        }
                    }
                }
            }
        };
    }

    /** Returns how far two values are apart that follow each other along an axis. */
    private static int step(Axis axis, Shape shape) {
        return switch (axis) {
            case ROWS -> shape.columns() * shape.channels();
            case COLUMNS -> shape.channels();
            case CHANNELS -> 1;
        };
    }
}
