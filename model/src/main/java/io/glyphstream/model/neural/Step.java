package io.glyphstream.model.neural;

/** One change of all parameters along their gradients. Each parameter changes by itself, so parts can be shared out. */
public final class Step {

    private final LearningSettings settings;
    private final double rate;
    private final long number;

    /**
     * Returns the step with this number, counted from 1.
     *
     * @param rate the learning rate that the schedule gives for this step
     */
    Step(LearningSettings settings, double rate, long number) {
        this.settings = settings;
        this.rate = rate;
        this.number = number;
    }

    /** Returns its number, counted from 1. */
    public long number() {
        return number;
    }

    double rate() {
        return rate;
    }

    /** Changes some weights, taking off what weight decay says. */
    public void changeWeights(Parameters weights, int from, int to) {
        float decay = (float) (rate * settings.regularization().weightDecay());
        if (decay > 0) {
            for (int i = from; i < to; i++) {
                weights.values[i] = Math.fma(-decay, weights.values[i], weights.values[i]);
            }
        }
        change(weights, from, to);
    }

    /** Changes some parameters. */
    public void change(Parameters parameters, int from, int to) {
        settings.optimizer().accept(new Change(parameters, from, to));
        if (settings.epochSettings().averaging() > 0) {
            average(parameters, from, to);
        }
    }

    /** Changes some parameters as the optimizer does it. */
    private final class Change implements Optimizer.Visitor {

        private final Parameters parameters;
        private final int from;
        private final int to;

        Change(Parameters parameters, int from, int to) {
            this.parameters = parameters;
            this.from = from;
            this.to = to;
        }

        @Override
        public void gradientDescent(Optimizer.GradientDescent descent) {
            change(descent, parameters, from, to);
        }

        @Override
        public void adam(Optimizer.Adam adam) {
            change(adam, parameters, from, to);
        }
    }

    private void change(Optimizer.GradientDescent descent, Parameters parameters, int from, int to) {
        float momentum = (float) descent.momentum();
        float step = (float) -rate;
        float[] values = parameters.values;
        float[] velocity = parameters.first;
        float[] gradient = parameters.gradient;
        for (int i = from; i < to; i++) {
            velocity[i] = Math.fma(momentum, velocity[i], gradient[i]);
            values[i] = Math.fma(step, velocity[i], values[i]);
        }
    }

    /** The form at the end of section 2 of the paper: the bias corrections of both moments go into the rate. */
    private void change(Optimizer.Adam adam, Parameters parameters, int from, int to) {
        double firstLeft = 1 - power(adam.firstDecay(), number);
        double secondLeft = Math.sqrt(1 - power(adam.secondDecay(), number));
        float step = (float) (-rate * secondLeft / firstLeft);
        float epsilon = (float) (adam.epsilon() * secondLeft);
        float firstDecay = (float) adam.firstDecay();
        float secondDecay = (float) adam.secondDecay();
        float firstShare = (float) (1 - adam.firstDecay());
        float secondShare = (float) (1 - adam.secondDecay());
        float[] values = parameters.values;
        float[] first = parameters.first;
        float[] second = parameters.second;
        float[] gradient = parameters.gradient;
        for (int i = from; i < to; i++) {
            float slope = gradient[i];
            float mean = Math.fma(firstDecay, first[i], firstShare * slope);
            float square = Math.fma(secondDecay, second[i], secondShare * slope * slope);
            first[i] = mean;
            second[i] = square;
            values[i] = Math.fma(step, mean / ((float) Math.sqrt(square) + epsilon), values[i]);
        }
    }

    /** Young averages forget faster, so that the random start does not linger in them. */
    private void average(Parameters parameters, int from, int to) {
        double kept = Math.min(settings.epochSettings().averaging(), (number + 1.0) / (number + 10.0));
        float share = (float) (1 - kept);
        float[] values = parameters.values;
        float[] average = parameters.average;
        for (int i = from; i < to; i++) {
            average[i] = Math.fma(share, values[i] - average[i], average[i]);
        }
    }

    private static double power(double base, long exponent) {
        return StrictMath.pow(base, exponent);
    }
}
