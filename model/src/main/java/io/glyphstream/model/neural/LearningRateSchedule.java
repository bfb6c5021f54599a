package io.glyphstream.model.neural;

import org.apache.commons.math3.util.FastMath;

/** How the learning rate changes while training goes on. */
public sealed interface LearningRateSchedule {

    /**
     * Returns the factor to the optimizer's learning rate.
     *
     * @param progress the epochs done, with the share of the running one: 2.5 is the middle of the third
     * @param epochs all epochs of the training
     */
    double factor(double progress, int epochs);

    /** Calls the method for this kind of schedule. */
    void accept(Visitor visitor);

    /** What is done with each kind. */
    interface Visitor {

        void constant();

        void cosine(Cosine cosine);

        void step(Step step);
    }

    /** The same rate from the first batch to the last. */
    record Constant() implements LearningRateSchedule {

        @Override
        public double factor(double progress, int epochs) {
            return 1;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.constant();
        }
    }

    /**
     * Half a cosine from 1 down to the final share, after a linear rise.
     *
     * @param warmUpEpochs epochs in which the rate rises linearly from zero; 0 for none
     * @param finalShare what is left of the rate at the very end, within [0, 1]
     */
    record Cosine(double warmUpEpochs, double finalShare) implements LearningRateSchedule {

        public Cosine {
            if (!(warmUpEpochs >= 0)) {
                throw new IllegalArgumentException("warm-up epochs must be at least 0 but were " + warmUpEpochs);
            }
            if (!(finalShare >= 0 && finalShare <= 1)) {
                throw new IllegalArgumentException("final share must be within [0, 1] but was " + finalShare);
            }
        }

        @Override
        public double factor(double progress, int epochs) {
            if (progress < warmUpEpochs) {
                return progress / warmUpEpochs;
            }
            double rest = Math.max(epochs - warmUpEpochs, 1e-9);
            double phase = Math.min(1, (progress - warmUpEpochs) / rest);
            return finalShare + (1 - finalShare) * (1 + FastMath.cos(FastMath.PI * phase)) / 2;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.cosine(this);
        }
    }

    /**
     * The rate is multiplied by a factor every so many epochs.
     *
     * @param factor within (0, 1]
     */
    record Step(int everyEpochs, double factor) implements LearningRateSchedule {

        public Step {
            if (everyEpochs < 1) {
                throw new IllegalArgumentException("step must be at least 1 epoch but was " + everyEpochs);
            }
            if (!(factor > 0 && factor <= 1)) {
                throw new IllegalArgumentException("factor must be within (0, 1] but was " + factor);
            }
        }

        @Override
        public double factor(double progress, int epochs) {
            return FastMath.pow(factor, (int) (progress / everyEpochs));
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.step(this);
        }
    }
}
