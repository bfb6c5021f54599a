package io.glyphstream.matrix;

/**
 * A stream of random numbers that are the same on every machine and for every version of Java.
 *
 * <p>SplitMix64: G. Steele, D. Lea, C. Flood: Fast splittable pseudorandom number generators, 2014.
 */
public final class RandomStream {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    /** Returns the stream of this seed. */
    public RandomStream(long seed) {
        this.state = mix(seed);
    }

    /** Returns a stream of its own for each sequence of numbers, so that work can be done in any order. */
    public static RandomStream of(long seed, long... path) {
        return new RandomStream(seed(seed, path));
    }

    /** Returns a seed of its own for each sequence of numbers. */
    public static long seed(long seed, long... path) {
        long state = seed;
        for (long step : path) {
            state = mix(state) + step * GOLDEN;
        }
        return state;
    }

    long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    /** Returns a number within [0, bound). */
    public int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** Returns a number within [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Returns a number within [-limit, limit). */
    public double nextWithin(double limit) {
        return limit * (2 * nextDouble() - 1);
    }

    /** Returns a normally distributed number of mean 0 and standard deviation 1 (Marsaglia's polar method). */
    public double nextGaussian() {
        while (true) {
            double x = nextWithin(1);
            double y = nextWithin(1);
            double square = x * x + y * y;
            if (square < 1 && square > 0) {
                return x * Math.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
