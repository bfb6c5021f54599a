package io.glyphstream.producer;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The order in which the images of a source are fed. */
public sealed interface Order {

    /** Returns the indices 0 to size - 1 in the order of a round, counted from 1. */
    int[] indices(int size, int round);

    /** As the source has them. */
    record AsStored() implements Order {

        @Override
        public int[] indices(int size, int round) {
            return IntStream.range(0, size).toArray();
        }
    }

    /** In an order drawn from a seed; every round has its own. */
    record Shuffled(long seed) implements Order {

        @Override
        public int[] indices(int size, int round) {
            var indices = IntStream.range(0, size).toArray();
            var random = new SplittableRandom(seed);
            for (var skipped = 1; skipped < round; skipped++) {
                random = random.split();
            }
            for (var last = size - 1; last > 0; last--) {
                var other = random.nextInt(last + 1);
                var index = indices[last];
                indices[last] = indices[other];
                indices[other] = index;
            }
            return indices;
        }
    }
}
