package io.glyphstream.model.neighbors;

import java.util.Arrays;

/**
 * The features of all references, in blocks of references that are like each other.
 *
 * <p>References are halved where they differ most, again and again (a k-d tree), until a block is left. A block is
 * compared with an image in one go, and most blocks are ruled out after a few features.
 */
final class NeighborBlocks {

    /** The number of references in a block. The last block may have fewer: its other lanes are infinitely far away. */
    static final int LANES = 64;

    /*
     * The first elements of each array of features are left unused. A large array usually starts at a cache line
     * (under G1, at a region) with a header of 16 bytes; a vector that begins with these many floats later does not
     * straddle two lines. Where that is not so, it is only slower.
     */
    static final int ALIGNMENT = 12;

    /* More do not make boxes much tighter. */
    private static final int MOST_BOX_FEATURES = 16;

    /** Per step of features: (blocks x STEP x LANES), from ALIGNMENT on. */
    final float[][] features;

    /** The middles of the boxes around the blocks, (box features x blocks). */
    final float[][] middles;

    /** Half the widths of the boxes around the blocks, rounded up, (box features x blocks). */
    final float[][] halfWidths;

    /** The index of the reference that is in each place, block after block. */
    final int[] indices;

    private NeighborBlocks(float[][] features, float[][] middles, float[][] halfWidths, int[] indices) {
        this.features = features;
        this.middles = middles;
        this.halfWidths = halfWidths;
        this.indices = indices;
    }

    /** Returns the blocks of these references' features, (references x size). */
    static NeighborBlocks of(float[] features, int size) {
        int[] indices = new Arrangement(features, size).indices();
        int blocks = (indices.length + LANES - 1) / LANES;
        int boxFeatures = Math.min(size, MOST_BOX_FEATURES);
        var middles = new float[boxFeatures][blocks];
        var halfWidths = new float[boxFeatures][blocks];
        for (int block = 0; block < blocks; block++) {
            int to = Math.min((block + 1) * LANES, indices.length);
            for (int feature = 0; feature < boxFeatures; feature++) {
                float low = Float.POSITIVE_INFINITY;
                float high = Float.NEGATIVE_INFINITY;
                for (int place = block * LANES; place < to; place++) {
                    float value = features[indices[place] * size + feature];
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
                float middle = low + (high - low) / 2;
                middles[feature][block] = middle;
                double farther = Math.max((double) high - middle, (double) middle - low);
                halfWidths[feature][block] = Math.nextUp((float) farther);
            }
        }
        return new NeighborBlocks(byStep(features, size, indices, blocks), middles, halfWidths, indices);
    }

    /** Returns the same blocks with so many steps of features at most, the first ones. */
    NeighborBlocks first(int steps) {
        return new NeighborBlocks(
                Arrays.copyOf(features, Math.min(steps, features.length)), middles, halfWidths, indices);
    }

    private static float[][] byStep(float[] features, int size, int[] indices, int blocks) {
        var byStep = new float[size / NeighborFeatures.STEP][];
        for (int step = 0; step < byStep.length; step++) {
            var values = new float[Math.addExact(ALIGNMENT, Math.multiplyExact(blocks, NeighborFeatures.STEP * LANES))];
            Arrays.fill(values, Float.POSITIVE_INFINITY);
            for (int place = 0; place < indices.length; place++) {
                int from = indices[place] * size + step * NeighborFeatures.STEP;
                int to = ALIGNMENT + place / LANES * NeighborFeatures.STEP * LANES + place % LANES;
                for (int i = 0; i < NeighborFeatures.STEP; i++) {
                    values[to + i * LANES] = features[from + i];
                }
            }
            byStep[step] = values;
        }
        return byStep;
    }

    int count() {
        return (indices.length + LANES - 1) / LANES;
    }

    /**
     * Returns after how many steps of features a reference is beyond the limit; one step more than there are, if it
     * never is.
     */
    int stepsUntilOut(float limit, float[] image, int block, int lane) {
        float sum = 0;
        for (int step = 0; step < features.length; step++) {
            int first = ALIGNMENT + block * NeighborFeatures.STEP * LANES + lane;
            for (int i = 0; i < NeighborFeatures.STEP; i++) {
                float difference = features[step][first + i * LANES] - image[step * NeighborFeatures.STEP + i];
                sum += difference * difference;
            }
            if (sum > limit) {
                return step + 1;
            }
        }
        return features.length + 1;
    }

    /** Puts references that are like each other next to each other. */
    private static final class Arrangement {
        private final float[] features;
        private final int size;

        /* The sorted value of a feature above, the index below. */
        private final long[] keys;

        Arrangement(float[] features, int size) {
            this.features = features;
            this.size = size;
            this.keys = new long[features.length / size];
            Arrays.setAll(keys, i -> i);
        }

        int[] indices() {
            split(0, keys.length);
            return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
        }

        private void split(int from, int to) {
            if (to - from <= LANES) {
                return;
            }
            int feature = mostVarying(from, to);
            for (int i = from; i < to; i++) {
                int index = (int) keys[i];
                keys[i] = (long) sortable(features[index * size + feature]) << Integer.SIZE | index;
            }
            Arrays.sort(keys, from, to);
            int half = (to - from) / 2;
            int middle = from + (half + LANES - 1) / LANES * LANES;
            split(from, middle);
            split(middle, to);
        }

        private int mostVarying(int from, int to) {
            var sums = new double[size];
            var squares = new double[size];
            for (int i = from; i < to; i++) {
                int row = (int) keys[i] * size;
                for (int feature = 0; feature < size; feature++) {
                    double value = features[row + feature];
                    sums[feature] += value;
                    squares[feature] += value * value;
                }
            }
            int most = 0;
            double largest = -1;
            for (int feature = 0; feature < size; feature++) {
                double variance = squares[feature] - sums[feature] * sums[feature] / (to - from);
                if (variance > largest) {
                    largest = variance;
                    most = feature;
                }
            }
            return most;
        }

        /** Returns an int that is ordered as the float is. */
        private static int sortable(float value) {
            int bits = Float.floatToIntBits(value);
            return bits ^ (bits >> 31 & Integer.MAX_VALUE);
        }
    }
}
