package io.glyphstream.model.graph;

import java.util.List;
import org.apache.commons.math3.util.FastMath;

/** A function of each value by itself. */
public sealed interface Activation extends Operation {

    /** Returns what becomes of a value. */
    float of(float value);

    /**
     * Writes what becomes of the first values.
     *
     * @param out may be the values themselves
     */
    default void write(float[] values, float[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = of(values[i]);
        }
    }

    /** Returns what the visitor says of this function. */
    <T> T accept(Functions<T> visitor);

    @Override
    default Shape outputOf(List<Shape> inputs) {
        return Bounds.single(inputs);
    }

    @Override
    default Placement placement() {
        return Placement.OVER_INPUT;
    }

    @Override
    default <T> T accept(Visitor<T> visitor) {
        return visitor.activation(this);
    }

    /** Zero in place of what is negative. */
    record Rectifier() implements Activation {

        @Override
        public float of(float value) {
            return Math.max(value, 0f);
        }

        @Override
        public void write(float[] values, float[] out, int count) {
            for (int i = 0; i < count; i++) {
                out[i] = Math.max(values[i], 0f);
            }
        }

        @Override
        public <T> T accept(Functions<T> visitor) {
            return visitor.rectifier(this);
        }
    }

    /** What is negative times a slope. */
    record LeakyRectifier(float slope) implements Activation {

        public LeakyRectifier {
            if (!Float.isFinite(slope)) {
                throw new IllegalArgumentException("a slope must be a finite float but was " + slope);
            }
        }

        @Override
        public float of(float value) {
            return value < 0 ? value * slope : value;
        }

        @Override
        public void write(float[] values, float[] out, int count) {
            for (int i = 0; i < count; i++) {
                out[i] = values[i] < 0 ? values[i] * slope : values[i];
            }
        }

        @Override
        public <T> T accept(Functions<T> visitor) {
            return visitor.leakyRectifier(this);
        }
    }

    /** 1 / (1 + exp(-value)). */
    record Sigmoid() implements Activation {

        /** Java's own exp differs between machines; that of Commons Math is the same everywhere. */
        @Override
        public float of(float value) {
            return (float) (1 / (1 + FastMath.exp(-(double) value)));
        }

        @Override
        public <T> T accept(Functions<T> visitor) {
            return visitor.sigmoid(this);
        }
    }

    /** The hyperbolic tangent. */
    record HyperbolicTangent() implements Activation {

        @Override
        public float of(float value) {
            return (float) FastMath.tanh(value);
        }

        @Override
        public <T> T accept(Functions<T> visitor) {
            return visitor.hyperbolicTangent(this);
        }
    }

    /**
     * The nearest value within [low, high].
     *
     * @param low may be minus infinity
     * @param high may be infinity
     */
    record Clip(float low, float high) implements Activation {

        public Clip {
            if (!(low <= high)) {
                throw new IllegalArgumentException(
                        "the lower bound must be at most the higher one but they were " + low + " and " + high);
            }
        }

        @Override
        public float of(float value) {
            return Math.min(Math.max(value, low), high);
        }

        @Override
        public void write(float[] values, float[] out, int count) {
            for (int i = 0; i < count; i++) {
                out[i] = Math.min(Math.max(values[i], low), high);
            }
        }

        @Override
        public <T> T accept(Functions<T> visitor) {
            return visitor.clip(this);
        }
    }

    /** Something that differs from one function to another. */
    interface Functions<T> {

        T rectifier(Rectifier rectifier);

        T leakyRectifier(LeakyRectifier rectifier);

        T sigmoid(Sigmoid sigmoid);

        T hyperbolicTangent(HyperbolicTangent tangent);

        T clip(Clip clip);
    }
}
