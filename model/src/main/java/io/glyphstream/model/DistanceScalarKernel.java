package io.glyphstream.model;

import java.util.Arrays;

/** The inner loops in plain Java. */
final class DistanceScalarKernel implements DistanceKernel {

    private static final int LANES = NeighborBlocks.LANES;
    private static final int STEP = NeighborFeatures.STEP;

    /* So many squares of 8-bit differences fit into an int. */
    private static final int SUMMABLE = 1 << 15;

    @Override
    public boolean anyWithin(float limit, float[] features, NeighborBlocks blocks, int block, float[] sums) {
        Arrays.fill(sums, 0);
        for (int step = 0; step < blocks.features.length; step++) {
            float[] references = blocks.features[step];
            for (int i = 0; i < STEP; i++) {
                float feature = features[step * STEP + i];
                int row = (block * STEP + i) * LANES;
                for (int lane = 0; lane < LANES; lane++) {
                    float difference = references[row + lane] - feature;
                    sums[lane] += difference * difference;
                }
            }
            float least = Float.POSITIVE_INFINITY;
            for (int lane = 0; lane < LANES; lane++) {
                least = Math.min(least, sums[lane]);
            }
            if (least > limit) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void measureBoxes(float[] features, NeighborBlocks blocks, float[] middles, float[] bounds) {
        Arrays.fill(middles, 0);
        Arrays.fill(bounds, 0);
        for (int i = 0; i < blocks.middles.length; i++) {
            float feature = features[i];
            float[] middle = blocks.middles[i];
            float[] halfWidth = blocks.halfWidths[i];
            for (int block = 0; block < bounds.length; block++) {
                float distance = Math.abs(feature - middle[block]);
                float outside = Math.max(0, distance - halfWidth[block]);
                middles[block] += distance * distance;
                bounds[block] += outside * outside;
            }
        }
    }

    @Override
    public long squaredDistance(byte[] image, int offset, byte[] other, int otherOffset, int length) {
        long distance = 0;
        for (int from = 0; from < length; from += SUMMABLE) {
            int to = Math.min(from + SUMMABLE, length);
            int sum = 0;
            for (int i = from; i < to; i++) {
                int difference = image[offset + i] - other[otherOffset + i];
                sum += difference * difference;
            }
            distance += sum;
        }
        return distance;
    }
}
