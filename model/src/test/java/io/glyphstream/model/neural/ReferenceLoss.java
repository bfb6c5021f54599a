package io.glyphstream.model.neural;

import io.glyphstream.model.Examples;
import java.util.function.Function;

/** Softmax and the losses by their definitions, in doubles. */
public final class ReferenceLoss {

    private ReferenceLoss() {}

    /** Returns what the output layer makes of the last sums of one image. */
    public static double[] outputs(OutputLayer output, double[] sums) {
        return output == OutputLayer.SOFTMAX ? softmax(sums) : sums;
    }

    private static double[] softmax(double[] sums) {
        var probabilities = new double[sums.length];
        double total = 0;
        for (int i = 0; i < sums.length; i++) {
            probabilities[i] = Math.exp(sums[i]);
            total += probabilities[i];
        }
        for (int i = 0; i < sums.length; i++) {
            probabilities[i] /= total;
        }
        return probabilities;
    }

    /**
     * Returns the average loss of all examples.
     *
     * @param network returns the outputs for the pixels of one image
     */
    public static double average(OutputLayer output, Examples examples, Function<byte[], double[]> network) {
        double loss = 0;
        for (int i = 0; i < examples.size(); i++) {
            double[] outputs = network.apply(examples.pixels(i));
            if (output == OutputLayer.SOFTMAX) {
                loss -= Math.log(outputs[examples.label(i)]);
                continue;
            }
            for (int label = 0; label < outputs.length; label++) {
                double error = outputs[label] - (label == examples.label(i) ? 1 : 0);
                loss += error * error / outputs.length;
            }
        }
        return loss / examples.size();
    }
}
