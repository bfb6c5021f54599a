package io.glyphstream.model.neighbors;

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
            int offset = NeighborBlocks.ALIGNMENT + block * STEP * LANES;
            for (int i = 0; i < STEP; i += 2) {
                addTwo(features, step * STEP + i, blocks.features[step], offset + i * LANES, sums);
            }
            boolean any = false;
            for (int lane = 0; lane < LANES; lane++) {
                any |= sums[lane] <= limit;
            }
            if (!any) {
                return false;
            }
        }
        return true;
    }

    private static void addTwo(float[] features, int feature, float[] references, int row, float[] sums) {
        float first = features[feature];
        float second = features[feature + 1];
        for (int lane = 0; lane < sums.length; lane++) {
            float difference = references[row + lane] - first;
            float other = references[row + LANES + lane] - second;
            sums[lane] += difference * difference + other * other;
        }
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
    public void gradients(DistortionPlanes planes, int[] down, int[] across) {
        int[] pixels = planes.pixels;
        int width = planes.width;
        for (int i = planes.firstGradient(); i < planes.endOfGradients(); i++) {
            int aboveLeft = pixels[i - width - 1];
            int aboveRight = pixels[i - width + 1];
            int belowLeft = pixels[i + width - 1];
            int belowRight = pixels[i + width + 1];
            down[i] = belowLeft + 2 * pixels[i + width] + belowRight - aboveLeft - 2 * pixels[i - width] - aboveRight;
            across[i] = aboveRight + 2 * pixels[i + 1] + belowRight - aboveLeft - 2 * pixels[i - 1] - belowLeft;
        }
    }

    @Override
    public void keepLeast(DistortionPlanes planes, int moved, int from, int to) {
        int width = planes.width;
        for (int i = from - width - 1; i < to + width + 1; i++) {
            int down = planes.imageDown[i] - planes.otherDown[i + moved];
            int across = planes.imageAcross[i] - planes.otherAcross[i + moved];
            planes.differences[i] = down * down + across * across;
        }
        for (int i = from - width; i < to + width; i++) {
            planes.threeAcross[i] = planes.differences[i - 1] + planes.differences[i] + planes.differences[i + 1];
        }
        for (int i = from; i < to; i++) {
            int sum = planes.threeAcross[i - width] + planes.threeAcross[i] + planes.threeAcross[i + width];
            planes.least[i] = Math.min(planes.least[i], sum);
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
