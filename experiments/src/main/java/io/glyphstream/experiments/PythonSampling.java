package io.glyphstream.experiments;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * Draws without replacement as Python 3 does: after {@code random.seed(seed)}, {@code random.sample(range(population),
 * size)}. So the samples are those that the original study was made with.
 */
final class PythonSampling {

    private final MersenneTwister random;

    PythonSampling(int seed) {
        random = new MersenneTwister(new int[] {seed});
    }

    /** Returns so many different numbers within [0, population). */
    int[] sample(int population, int size) {
        if (size < 0 || size > population) {
            throw new IllegalArgumentException(
                    "a sample of " + population + " must be within [0, " + population + "] but was " + size);
        }
        return population <= mostForPool(size) ? fromPool(population, size) : withMemory(population, size);
    }

    /** Python moves numbers in a list where that takes less room than a set of those drawn. */
    private static long mostForPool(int size) {
        long most = 21;
        if (size > 5) {
            long power = 1;
            while (power < 3L * size) {
                power *= 4;
            }
            most += power;
        }
        return most;
    }

    private int[] fromPool(int population, int size) {
        int[] pool = IntStream.range(0, population).toArray();
        var sample = new int[size];
        for (int i = 0; i < size; i++) {
            int drawn = below(population - i);
            sample[i] = pool[drawn];
            pool[drawn] = pool[population - i - 1];
        }
        return sample;
    }

    private int[] withMemory(int population, int size) {
        Set<Integer> drawn = new HashSet<>();
        var sample = new int[size];
        for (int i = 0; i < size; i++) {
            int number = below(population);
            while (!drawn.add(number)) {
                number = below(population);
            }
            sample[i] = number;
        }
        return sample;
    }

    /** Returns a number within [0, bound): as many bits as the bound has, drawn again where they are too much. */
    private int below(int bound) {
        int spare = Integer.numberOfLeadingZeros(bound);
        int number = random.nextInt() >>> spare;
        while (number >= bound) {
            number = random.nextInt() >>> spare;
        }
        return number;
    }
}
