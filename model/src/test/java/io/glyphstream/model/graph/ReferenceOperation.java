package io.glyphstream.model.graph;

import io.glyphstream.model.neural.Activations;
import io.glyphstream.model.neural.OutputLayer;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/**
 * What an operation makes of the values of one image, value by value as its definition has it, with floats and in the order
 * that is promised.
 */
final class ReferenceOperation implements Operation.Visitor<float[]> {

    private final List<Shape> shapes;
    private final float[][] values;
    private final Weights weights;
    private final Shape input;
    private final Shape output;

    private ReferenceOperation(Operation operation, List<Shape> shapes, float[][] values, Weights weights) {
        this.shapes = shapes;
        this.values = values;
        this.weights = weights;
        this.input = shapes.get(0);
        this.output = operation.outputOf(shapes);
    }

    static float[] run(Operation operation, List<Shape> shapes, float[][] values, Weights weights) {
        return operation.accept(new ReferenceOperation(operation, shapes, values, weights));
    }

    private float at(int row, int column, int channel) {
        return values[0][index(input, row, column, channel)];
    }

    private static int index(Shape shape, int row, int column, int channel) {
        return (row * shape.columns() + column) * shape.channels() + channel;
    }

    private boolean isInside(int row, int column) {
        return row >= 0 && row < input.rows() && column >= 0 && column < input.columns();
    }

    /** Returns what a function makes of each place of the output. */
    private float[] each(Place place) {
        var out = new float[(int) output.size()];
        for (int row = 0; row < output.rows(); row++) {
            for (int column = 0; column < output.columns(); column++) {
                for (int channel = 0; channel < output.channels(); channel++) {
                    out[index(output, row, column, channel)] = place.value(row, column, channel);
                }
            }
        }
        return out;
    }

    @Override
    public float[] convolution(Convolution convolution) {
        int channels = input.channels() / convolution.groups();
        int perGroup = convolution.filters() / convolution.groups();
        Span rows = convolution.window().rows();
        Span columns = convolution.window().columns();
        int size = rows.length() * columns.length() * channels;
        return each((row, column, filter) -> {
            float sum = weights.biases[filter];
            int weight = filter * size;
            for (int y = 0; y < rows.length(); y++) {
                for (int x = 0; x < columns.length(); x++) {
                    int fromRow = row * rows.stride() - rows.before() + y * rows.dilation();
                    int fromColumn = column * columns.stride() - columns.before() + x * columns.dilation();
                    for (int channel = 0; channel < channels; channel++) {
                        float value = isInside(fromRow, fromColumn)
                                ? at(fromRow, fromColumn, filter / perGroup * channels + channel)
                                : 0;
                        sum = Math.fma(weights.weights[weight++], value, sum);
                    }
                }
            }
            return sum;
        });
    }

    @Override
    public float[] dense(Dense dense) {
        return each((row, column, filter) -> {
            float sum = weights.biases[filter];
            for (int channel = 0; channel < input.channels(); channel++) {
                sum = Math.fma(weights.weights[filter * input.channels() + channel], at(row, column, channel), sum);
            }
            return sum;
        });
    }

    @Override
    public float[] scale(Scale scale) {
        return each((row, column, channel) -> {
            int index = scale.extent() == Scale.Extent.CHANNEL ? channel : index(input, row, column, channel);
            return Math.fma(at(row, column, channel), weights.weights[index], weights.biases[index]);
        });
    }

    @Override
    public float[] activation(Activation activation) {
        return each((row, column, channel) -> activation.of(at(row, column, channel)));
    }

    @Override
    public float[] maximumPooling(MaximumPooling pooling) {
        return each((row, column, channel) -> {
            float largest = Float.NaN;
            boolean first = true;
            for (int y = 0; y < pooling.window().rows().length(); y++) {
                for (int x = 0; x < pooling.window().columns().length(); x++) {
                    int fromRow = from(pooling.window().rows(), row, y);
                    int fromColumn = from(pooling.window().columns(), column, x);
                    if (isInside(fromRow, fromColumn)) {
                        float value = at(fromRow, fromColumn, channel);
                        largest = first || value > largest ? value : largest;
                        first = false;
                    }
                }
            }
            return largest;
        });
    }

    private static int from(Span span, int place, int number) {
        return place * span.stride() - span.before() + number * span.dilation();
    }

    @Override
    public float[] averagePooling(AveragePooling pooling) {
        return each((row, column, channel) -> {
            float sum = 0;
            int count = 0;
            for (int y = 0; y < pooling.window().rows().length(); y++) {
                for (int x = 0; x < pooling.window().columns().length(); x++) {
                    int fromRow = from(pooling.window().rows(), row, y);
                    int fromColumn = from(pooling.window().columns(), column, x);
                    if (isInside(fromRow, fromColumn)) {
                        sum += at(fromRow, fromColumn, channel);
                        count++;
                    }
                }
            }
            return sum
                    / (pooling.divisor() == AveragePooling.Divisor.INSIDE
                            ? count
                            : pooling.window().size());
        });
    }

    @Override
    public float[] globalPooling(GlobalPooling pooling) {
        return each((one, other, channel) -> {
            float largest = at(0, 0, channel);
            float sum = 0;
            for (int row = 0; row < input.rows(); row++) {
                for (int column = 0; column < input.columns(); column++) {
                    float value = at(row, column, channel);
                    largest = value > largest ? value : largest;
                    sum += value;
                }
            }
            return pooling.choice() == GlobalPooling.Choice.LARGEST ? largest : sum / input.places();
        });
    }

    @Override
    public float[] reshape(Reshape reshape) {
        return values[0];
    }

    @Override
    public float[] flatten(Flatten flatten) {
        return values[0];
    }

    @Override
    public float[] permute(Permute permute) {
        return each((row, column, channel) -> {
            int[] place = new int[3];
            place[permute.rows().ordinal()] = row;
            place[permute.columns().ordinal()] = column;
            place[permute.channels().ordinal()] = channel;
            return at(place[0], place[1], place[2]);
        });
    }

    @Override
    public float[] concatenate(Concatenate concatenate) {
        return each((row, column, channel) -> {
            int[] place = {row, column, channel};
            int axis = concatenate.axis().ordinal();
            int part = 0;
            while (place[axis] >= shapes.get(part).length(concatenate.axis())) {
                place[axis] -= shapes.get(part).length(concatenate.axis());
                part++;
            }
            return values[part][index(shapes.get(part), place[0], place[1], place[2])];
        });
    }

    @Override
    public float[] add(Add add) {
        return each((row, column, channel) -> {
            int index = index(output, row, column, channel);
            float sum = values[0][index];
            for (int i = 1; i < values.length; i++) {
                sum += values[i][index];
            }
            return sum;
        });
    }

    @Override
    public float[] softmax(Softmax softmax) {
        float[] out = values[0].clone();
        for (int at = 0; at < out.length; at += input.channels()) {
            Activations.finish(OutputLayer.SOFTMAX, out, at, input.channels());
        }
        return out;
    }

    @Override
    public float[] multiply(Multiply multiply) {
        return each((row, column, channel) -> at(row, column, channel) * values[1][index(input, row, column, channel)]);
    }

    @Override
    public float[] divide(Divide divide) {
        return each((row, column, channel) -> at(row, column, channel) / values[1][index(input, row, column, channel)]);
    }

    @Override
    public float[] expand(Expand expand) {
        return each((row, column, channel) -> at(
                Math.min(row, input.rows() - 1),
                Math.min(column, input.columns() - 1),
                Math.min(channel, input.channels() - 1)));
    }

    @Override
    public float[] logSoftmax(LogSoftmax softmax) {
        return each((row, column, channel) -> {
            float largest = Float.NEGATIVE_INFINITY;
            for (int other = 0; other < input.channels(); other++) {
                largest = Math.max(largest, at(row, column, other));
            }
            double total = 0;
            for (int other = 0; other < input.channels(); other++) {
                total += FastMath.exp((double) at(row, column, other) - largest);
            }
            return (float) (at(row, column, channel) - (FastMath.log(total) + largest));
        });
    }

    /** One value of the output. */
    private interface Place {
        float value(int row, int column, int channel);
    }
}
