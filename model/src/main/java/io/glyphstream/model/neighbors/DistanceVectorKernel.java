package io.glyphstream.model.neighbors;

import io.glyphstream.matrix.VectorWidth;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The inner loops on the Vector API. Nothing may refer to this class before the module is known to be there. */
final class DistanceVectorKernel implements DistanceKernel {

    private static final VectorSpecies<Float> FLOATS = VectorWidth.FLOATS;
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final int WIDTH = FLOATS.length();
    private static final VectorSpecies<Byte> BYTES = WIDTH == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

    private static final int LANES = NeighborBlocks.LANES;
    private static final int STEP = NeighborFeatures.STEP;

    /* Four sums are on their way at a time. */
    private static final int GROUP = 4 * WIDTH;

    /* Three of four blocks are still in after one step: to look whether they are takes longer than the next step. */
    private static final int STEPS_BEFORE_LOOK = 2;

    /* A float holds integers below 2^24 exactly: 256 squares of 8-bit differences. */
    private static final int SUMMABLE = 256 * WIDTH;

    /** Returns whether the machine's vectors are wide enough to gain anything. */
    static boolean isWorthwhile() {
        return WIDTH == 8 || WIDTH == 16;
    }

    @Override
    public boolean anyWithin(float limit, float[] features, NeighborBlocks blocks, int block, float[] sums) {
        boolean any = false;
        int offset = NeighborBlocks.ALIGNMENT + block * STEP * LANES;
        for (int group = 0; group < LANES; group += GROUP) {
            if (anyWithinGroup(limit, features, blocks.features, offset + group, sums, group)) {
                any = true;
                continue;
            }
            if (GROUP < LANES) {
                Arrays.fill(sums, group, group + GROUP, Float.POSITIVE_INFINITY);
            }
        }
        return any;
    }

    private static boolean anyWithinGroup(
            float limit, float[] features, float[][] steps, int offset, float[] sums, int group) {
        var sum0 = FloatVector.zero(FLOATS);
        var sum1 = FloatVector.zero(FLOATS);
        var sum2 = FloatVector.zero(FLOATS);
        var sum3 = FloatVector.zero(FLOATS);
        for (int step = 0; step < steps.length; step++) {
            float[] references = steps[step];
            for (int i = 0; i < STEP; i++) {
                int row = offset + i * LANES;
                var feature = FloatVector.broadcast(FLOATS, features[step * STEP + i]);
                var difference0 = FloatVector.fromArray(FLOATS, references, row).sub(feature);
                var difference1 =
                        FloatVector.fromArray(FLOATS, references, row + WIDTH).sub(feature);
                var difference2 = FloatVector.fromArray(FLOATS, references, row + 2 * WIDTH)
                        .sub(feature);
                var difference3 = FloatVector.fromArray(FLOATS, references, row + 3 * WIDTH)
                        .sub(feature);
                sum0 = difference0.fma(difference0, sum0);
                sum1 = difference1.fma(difference1, sum1);
                sum2 = difference2.fma(difference2, sum2);
                sum3 = difference3.fma(difference3, sum3);
            }
            if (step + 1 < Math.min(STEPS_BEFORE_LOOK, steps.length)) {
                continue;
            }
            var least = sum0.min(sum1).min(sum2.min(sum3));
            if (!least.compare(VectorOperators.LE, limit).anyTrue()) {
                return false;
            }
        }
        sum0.intoArray(sums, group);
        sum1.intoArray(sums, group + WIDTH);
        sum2.intoArray(sums, group + 2 * WIDTH);
        sum3.intoArray(sums, group + 3 * WIDTH);
        return true;
    }

    @Override
    public void measureBoxes(float[] features, NeighborBlocks blocks, float[] middles, float[] bounds) {
        int count = bounds.length;
        int from = 0;
        for (; from <= count - WIDTH; from += WIDTH) {
            var toMiddle = FloatVector.zero(FLOATS);
            var toBox = FloatVector.zero(FLOATS);
            for (int i = 0; i < blocks.middles.length; i++) {
                var distance = FloatVector.fromArray(FLOATS, blocks.middles[i], from)
                        .sub(features[i])
                        .abs();
                var outside = distance.sub(FloatVector.fromArray(FLOATS, blocks.halfWidths[i], from))
                        .max(0);
                toMiddle = distance.fma(distance, toMiddle);
                toBox = outside.fma(outside, toBox);
            }
            toMiddle.intoArray(middles, from);
            toBox.intoArray(bounds, from);
        }
        for (; from < count; from++) {
            middles[from] = 0;
            bounds[from] = 0;
            for (int i = 0; i < blocks.middles.length; i++) {
                float distance = Math.abs(features[i] - blocks.middles[i][from]);
                float outside = Math.max(0, distance - blocks.halfWidths[i][from]);
                middles[from] += distance * distance;
                bounds[from] += outside * outside;
            }
        }
    }

    @Override
    public void gradients(DistortionPlanes planes, int[] down, int[] across) {
        int[] pixels = planes.pixels;
        int width = planes.width;
        for (int i = planes.firstGradient(); i < planes.endOfGradients(); i += WIDTH) {
            var fallingDiagonal = ints(pixels, i + width + 1).sub(ints(pixels, i - width - 1));
            var risingDiagonal = ints(pixels, i + width - 1).sub(ints(pixels, i - width + 1));
            var middle = ints(pixels, i + width).sub(ints(pixels, i - width));
            var line = ints(pixels, i + 1).sub(ints(pixels, i - 1));
            fallingDiagonal.add(risingDiagonal).add(middle).add(middle).intoArray(down, i);
            fallingDiagonal.sub(risingDiagonal).add(line).add(line).intoArray(across, i);
        }
    }

    @Override
    public void keepLeast(DistortionPlanes planes, int moved, int from, int to) {
        int width = planes.width;
        difference(planes, moved, from - width - 1, to + width + 1);
        int[] differences = planes.differences;
        int[] threeAcross = planes.threeAcross;
        for (int i = from - width; i < to + width; i += WIDTH) {
            ints(differences, i - 1)
                    .add(ints(differences, i))
                    .add(ints(differences, i + 1))
                    .intoArray(threeAcross, i);
        }
        int[] least = planes.least;
        for (int i = from; i < to; i += WIDTH) {
            ints(threeAcross, i - width)
                    .add(ints(threeAcross, i))
                    .add(ints(threeAcross, i + width))
                    .min(ints(least, i))
                    .intoArray(least, i);
        }
    }

    private static void difference(DistortionPlanes planes, int moved, int from, int to) {
        int[] imageDown = planes.imageDown;
        int[] imageAcross = planes.imageAcross;
        int[] otherDown = planes.otherDown;
        int[] otherAcross = planes.otherAcross;
        int[] differences = planes.differences;
        for (int i = from; i < to; i += WIDTH) {
            var down = ints(imageDown, i).sub(ints(otherDown, i + moved));
            var across = ints(imageAcross, i).sub(ints(otherAcross, i + moved));
            down.mul(down).add(across.mul(across)).intoArray(differences, i);
        }
    }

    private static IntVector ints(int[] values, int at) {
        return IntVector.fromArray(INTS, values, at);
    }

    @Override
    public long squaredDistance(byte[] image, int offset, byte[] other, int otherOffset, int length) {
        int whole = length - length % WIDTH;
        long distance = 0;
        for (int from = 0; from < whole; from += SUMMABLE) {
            int to = Math.min(from + SUMMABLE, whole);
            distance += squaredDistanceOfWholeVectors(image, offset, other, otherOffset, from, to);
        }
        for (int i = whole; i < length; i++) {
            int difference = image[offset + i] - other[otherOffset + i];
            distance += difference * difference;
        }
        return distance;
    }

    private static long squaredDistanceOfWholeVectors(
            byte[] image, int offset, byte[] other, int otherOffset, int from, int to) {
        var even = FloatVector.zero(FLOATS);
        var odd = FloatVector.zero(FLOATS);
        int i = from;
        for (; i <= to - 2 * WIDTH; i += 2 * WIDTH) {
            var first = floats(image, offset + i).sub(floats(other, otherOffset + i));
            var second = floats(image, offset + i + WIDTH).sub(floats(other, otherOffset + i + WIDTH));
            even = first.fma(first, even);
            odd = second.fma(second, odd);
        }
        if (i < to) {
            var last = floats(image, offset + i).sub(floats(other, otherOffset + i));
            even = last.fma(last, even);
        }
        var sum = even.add(odd);
        return ((IntVector) sum.convertShape(VectorOperators.F2I, INTS, 0)).reduceLanes(VectorOperators.ADD);
    }

    private static FloatVector floats(byte[] pixels, int offset) {
        return (FloatVector) ByteVector.fromArray(BYTES, pixels, offset).convertShape(VectorOperators.B2F, FLOATS, 0);
    }
}
