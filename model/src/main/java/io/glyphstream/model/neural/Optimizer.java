package io.glyphstream.model.neural;

/** The rule that turns gradients into changes of the weights. */
public sealed interface Optimizer {

    /** Returns the learning rate before the schedule changes it. */
    double learningRate();

    /** Calls the method for this kind of optimizer. */
    void accept(Visitor visitor);

    /** Returns how many running means it keeps of each gradient: its velocity, or its moments. */
    int means();

    /** What is done with each kind. */
    interface Visitor {

        void gradientDescent(GradientDescent descent);

        void adam(Adam adam);
    }

    /**
     * Stochastic gradient descent with momentum: velocity = momentum x velocity + gradient, weight -= rate x velocity.
     *
     * @param momentum within [0, 1); 0 is plain gradient descent
     */
    record GradientDescent(double learningRate, double momentum) implements Optimizer {

        public GradientDescent {
            requireRate(learningRate);
            requireShare("momentum", momentum);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.gradientDescent(this);
        }

        @Override
        public int means() {
            return 1;
        }
    }

    /**
     * Adam, with decoupled weight decay.
     *
     * <p>D. Kingma, J. Ba: Adam, a method for stochastic optimization, 2015, algorithm 1.
     *
     * @param firstDecay beta 1 of the paper, within [0, 1)
     * @param secondDecay beta 2 of the paper, within [0, 1)
     * @param epsilon keeps the step finite where the gradient is zero
     */
    record Adam(double learningRate, double firstDecay, double secondDecay, double epsilon) implements Optimizer {

        public Adam {
            requireRate(learningRate);
            requireShare("first decay", firstDecay);
            requireShare("second decay", secondDecay);
            if (!(epsilon >= 1e-12 && epsilon <= 1)) {
                throw new IllegalArgumentException("epsilon must be within [1e-12, 1] but was " + epsilon);
            }
        }

        /** Returns Adam with the paper's constants. */
        public static Adam withRate(double learningRate) {
            return new Adam(learningRate, 0.9, 0.999, 1e-8);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.adam(this);
        }

        @Override
        public int means() {
            return 2;
        }
    }

    private static void requireRate(double rate) {
        if (!(rate > 0 && rate <= 1000)) {
            throw new IllegalArgumentException("learning rate must be within (0, 1000] but was " + rate);
        }
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(name + " must be within [0, 1) but was " + share);
        }
    }
}
