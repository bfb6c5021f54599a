package io.glyphstream.datasets;

/** Rosenblatt's perceptron for several classes, with the average of all weights that it ever had (Freund and Schapire 1999). */
public final class AveragedPerceptron {

    private final double[][] weights;
    private final double[][] timesStep;
    private final double[][] nothing;
    private int step = 1;

    public AveragedPerceptron(int inputs, int classes) {
        weights = new double[classes][inputs];
        timesStep = new double[classes][inputs];
        nothing = new double[classes][inputs];
    }

    public void learn(GrayImage image, int label) {
        byte[] pixels = image.pixels();
        int answer = best(pixels, weights, nothing, 1);
        if (answer != label) {
            for (int i = 0; i < pixels.length; i++) {
                int shade = pixels[i] & 0xff;
                weights[label][i] += shade;
                weights[answer][i] -= shade;
                timesStep[label][i] += (double) step * shade;
                timesStep[answer][i] -= (double) step * shade;
            }
        }
        step++;
    }

    public int classify(GrayImage image) {
        return best(image.pixels(), weights, timesStep, step);
    }

    private static int best(byte[] pixels, double[][] weights, double[][] minus, double divisor) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < weights.length; c++) {
            double sum = 0;
            for (int i = 0; i < pixels.length; i++) {
                sum += (weights[c][i] - minus[c][i] / divisor) * (pixels[i] & 0xff);
            }
            if (sum > highest) {
                highest = sum;
                best = c;
            }
        }
        return best;
    }
}
