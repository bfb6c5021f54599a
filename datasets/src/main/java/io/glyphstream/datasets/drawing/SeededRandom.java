package io.glyphstream.datasets.drawing;

import java.util.SplittableRandom;

/** Random numbers that a seed decides on every release of Java: only {@code nextLong}, whose algorithm is written down, is asked for. */
final class SeededRandom {

    private final SplittableRandom random;

    SeededRandom(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Returns a number within [0, 1), each as likely as any other. */
    double unit() {
        return (random.nextLong() >>> 11) * 0x1p-53;
    }

    double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** Returns a number within [0, 1) that is more likely to be near the middle. */
    double middling() {
        return (unit() + unit()) / 2;
    }

    /** Returns a number within [0, bound). */
    int below(int bound) {
        return (int) (unit() * bound);
    }
}
