package io.glyphstream.model.neural;

import io.glyphstream.matrix.RandomStream;

/** What a network's weights are before training; biases start at zero. */
public enum Initialization {
    /**
     * Normal with standard deviation sqrt(2 / inputs of the layer).
     *
     * <p>K. He, X. Zhang, S. Ren, J. Sun: Delving deep into rectifiers, 2015.
     */
    HE {
        @Override
        public double draw(RandomStream random, int inputs) {
            return Math.sqrt(2.0 / inputs) * random.nextGaussian();
        }
    },
    /** Normal with standard deviation 0.1; what lies beyond two standard deviations is drawn again. */
    TRUNCATED_NORMAL {
        @Override
        public double draw(RandomStream random, int inputs) {
            double drawn = random.nextGaussian();
            while (Math.abs(drawn) > 2) {
                drawn = random.nextGaussian();
            }
            return 0.1 * drawn;
        }
    };

    /** Returns one random weight of a layer with so many inputs. */
    public abstract double draw(RandomStream random, int inputs);
}
