package io.glyphstream.model.neighbors;

import java.util.Arrays;

/**
 * Finds out how many features suit a set of references.
 *
 * <p>More features rule out more references, but cost more to compare and to keep. How much they rule out depends on
 * the data, so it is counted: some of the references are sought among the others with as many features as there may
 * be, noting after how many of them each reference is out. No answer depends on the choice.
 */
final class NeighborFeatureChoice {

    private static final int MOST_REFERENCES = 1 << 14;
    private static final int PROBES = 32;
    private static final int NEIGHBORS = 6;

    /*
     * Costs in features compared in a block. A pixel that is measured exactly is converted from a byte, and seldom
     * in the cache. To turn an image into features, each pixel is multiplied with each component.
     */
    private static final int COST_OF_MEASURED_PIXEL = 4;
    private static final int COST_OF_PROJECTED_PIXEL = 2;

    private final NeighborFeatures features;
    private final NeighborIndex index;
    private final byte[] sample;
    private final int pixels;

    /*
     * How many blocks, and how many references, were out after so many steps; one step more than there are where
     * they never were.
     */
    private final long[] blocksOut;
    private final long[] referencesOut;

    private NeighborFeatureChoice(NeighborFeatures features, byte[] sample) {
        this.features = features;
        this.sample = sample;
        this.pixels = features.center().length;
        this.index = new NeighborIndex(sample, features, DistanceKernel.fastest());
        this.blocksOut = new long[features.steps() + 2];
        this.referencesOut = new long[features.steps() + 2];
    }

    /** Returns the features that suit these references. */
    static NeighborFeatures of(byte[] references, int pixels) {
        var most = NeighborFeatures.fit(references, pixels, NeighborFeatures.MOST_COMPONENTS);
        int count = references.length / pixels;
        byte[] sample = select(references, pixels, Math.min(count, MOST_REFERENCES));
        int steps = new NeighborFeatureChoice(most, sample).bestSteps();
        return most.first(steps * NeighborFeatures.STEP - 1);
    }

    private static byte[] select(byte[] images, int pixels, int wanted) {
        long count = images.length / pixels;
        if (count == wanted) {
            return images;
        }
        var selected = new byte[wanted * pixels];
        for (int i = 0; i < wanted; i++) {
            System.arraycopy(images, (int) (i * count / wanted) * pixels, selected, i * pixels, pixels);
        }
        return selected;
    }

    private int bestSteps() {
        byte[] probes = select(sample, pixels, Math.min(PROBES, sample.length / pixels));
        float[] featuresOfProbes = features.of(probes);
        Neighbors neighbors = index.search(probes, Math.min(NEIGHBORS, index.size()));
        for (int i = 0; i < neighbors.images(); i++) {
            int size = features.size();
            float limit = features.limit(neighbors.distance(i, neighbors.k() - 1), features.margin());
            count(Arrays.copyOfRange(featuresOfProbes, i * size, (i + 1) * size), limit);
        }
        return cheapest(inkedPixels(probes));
    }

    private void count(float[] probe, float limit) {
        NeighborBlocks blocks = index.blocks();
        for (int block = 0; block < blocks.count(); block++) {
            int latest = 0;
            for (int lane = 0; lane < NeighborBlocks.LANES; lane++) {
                int out = blocks.stepsUntilOut(limit, probe, block, lane);
                referencesOut[out]++;
                latest = Math.max(latest, out);
            }
            blocksOut[latest]++;
        }
    }

    private static long inkedPixels(byte[] images) {
        long inked = 0;
        for (byte pixel : images) {
            inked += pixel == 0 ? 0 : 1;
        }
        return inked;
    }

    private int cheapest(long inkedPixels) {
        int best = 1;
        long least = Long.MAX_VALUE;
        for (int steps = 1; steps <= features.steps(); steps++) {
            long compared = 0;
            long measured = 0;
            for (int out = 1; out < blocksOut.length; out++) {
                compared += blocksOut[out] * Math.min(out, steps);
                measured += out > steps ? referencesOut[out] : 0;
            }
            long cost = compared * NeighborFeatures.STEP * NeighborBlocks.LANES
                    + measured * pixels * COST_OF_MEASURED_PIXEL
                    + inkedPixels * steps * NeighborFeatures.STEP * COST_OF_PROJECTED_PIXEL;
            if (cost < least) {
                least = cost;
                best = steps;
            }
        }
        return best;
    }
}
