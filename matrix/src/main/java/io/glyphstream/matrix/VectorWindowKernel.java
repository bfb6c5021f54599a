package io.glyphstream.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/*
 * A run is copied in whole vectors: what is copied too much is written over by the next run. So is what is too much where
 * channels are no multiple of a vector. Windows whose last vector would reach beyond one of the arrays, or beyond the last
 * window, are left to the plain loop.
 */
/** The loops over windows on the machine's vectors. */
final class VectorWindowKernel implements WindowKernel {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = SPECIES.length();

    private final ScalarWindowKernel scalar = new ScalarWindowKernel();

    @Override
    public void gather(float[] image, int at, Windows windows, float[] copies, int to) {
        int room = SPECIES.loopBound(windows.length() + LANES - 1) - windows.length();
        int last = at + (windows.count() - 1) * windows.step() + (windows.lines() - 1) * windows.lineStep();
        if (last + windows.length() + room > image.length
                || to + windows.count() * windows.size() + room > copies.length) {
            scalar.gather(image, at, windows, copies, to);
            return;
        }
        if (windows.length() <= LANES) {
            gatherShort(image, at, windows, copies, to);
            return;
        }
        gatherLong(image, at, windows, copies, to);
    }

    private static void gatherShort(float[] image, int at, Windows windows, float[] copies, int to) {
        int length = windows.length();
        int lines = windows.lines();
        int next = to;
        for (int window = 0; window < windows.count(); window++) {
            int source = at + window * windows.step();
            for (int line = 0; line < lines; line++) {
                VectorKernel.load(image, source).intoArray(copies, next);
                source += windows.lineStep();
                next += length;
            }
        }
    }

    private static void gatherLong(float[] image, int at, Windows windows, float[] copies, int to) {
        int length = windows.length();
        int lines = windows.lines();
        int next = to;
        for (int window = 0; window < windows.count(); window++) {
            int source = at + window * windows.step();
            for (int line = 0; line < lines; line++) {
                for (int i = 0; i < length; i += LANES) {
                    VectorKernel.load(image, source + i).intoArray(copies, next + i);
                }
                source += windows.lineStep();
                next += length;
            }
        }
    }

    @Override
    public void addBack(float[] copies, int from, Windows windows, float[] image, int at) {
        int length = windows.length();
        int whole = SPECIES.loopBound(length);
        int next = from;
        for (int window = 0; window < windows.count(); window++) {
            int target = at + window * windows.step();
            for (int line = 0; line < windows.lines(); line++) {
                int i = 0;
                for (; i < whole; i += LANES) {
                    VectorKernel.load(image, target + i)
                            .add(VectorKernel.load(copies, next + i))
                            .intoArray(image, target + i);
                }
                for (; i < length; i++) {
                    image[target + i] += copies[next + i];
                }
                target += windows.lineStep();
                next += length;
            }
        }
    }

    @Override
    public void largest(Pool pool, int at, int to) {
        int channels = pool.channels;
        Windows windows = pool.windows;
        int whole = SPECIES.loopBound(channels + LANES - 1);
        int fitting = fitting(pool, at, whole);
        boolean isSquareOfTwo = windows.lines() == 2 && windows.length() == 2 * channels;
        for (int window = 0; window < fitting; window++) {
            int first = at + window * windows.step();
            int out = to + window * channels;
            for (int channel = 0; channel < channels; channel += LANES) {
                if (isSquareOfTwo) {
                    largestOfFour(pool, first + channel, out + channel);
                } else {
                    largestOne(pool, first + channel, out + channel);
                }
            }
        }
        if (fitting < windows.count()) {
            var rest = new Windows(
                    windows.count() - fitting, windows.step(), windows.lines(), windows.lineStep(), windows.length());
            scalar.largest(
                    new Pool(pool.images, pool.largest, rest, channels),
                    at + fitting * windows.step(),
                    to + fitting * channels);
        }
    }

    /**
     * Returns how many windows can be looked at in whole vectors: what the last one writes too much is within what the windows
     * after it write over, and what it reads too much is within the image.
     *
     * @param whole how many values whole vectors of the channels have
     */
    private static int fitting(Pool pool, int at, int whole) {
        Windows windows = pool.windows;
        int beyond = whole - pool.channels;
        int writing = windows.count() - (beyond + pool.channels - 1) / pool.channels;
        int lastPlace = at + (windows.lines() - 1) * windows.lineStep() + windows.length() - pool.channels;
        int reading = (pool.images.length - whole - lastPlace) / windows.step() + 1;
        return pool.images.length < whole + lastPlace ? 0 : Math.max(0, Math.min(writing, reading));
    }

    /** The most common pool: without loops, what is the largest so far stays in a register. */
    private static void largestOfFour(Pool pool, int first, int out) {
        float[] images = pool.images;
        int below = first + pool.windows.lineStep();
        var largest = VectorKernel.load(images, first);
        largest = larger(largest, VectorKernel.load(images, first + pool.channels));
        largest = larger(largest, VectorKernel.load(images, below));
        largest = larger(largest, VectorKernel.load(images, below + pool.channels));
        largest.intoArray(pool.largest, out);
    }

    /** Returns the first where the second is not larger. */
    private static FloatVector larger(FloatVector first, FloatVector second) {
        return VectorKernel.cast(first.blend(second, second.compare(VectorOperators.GT, first)));
    }

    /** A vector that both loops carried would be an object, so between lines the largest values so far are where they are written. */
    private static void largestOne(Pool pool, int first, int out) {
        float[] images = pool.images;
        VectorKernel.load(images, first).intoArray(pool.largest, out);
        for (int line = 0; line < pool.windows.lines(); line++) {
            int start = first + line * pool.windows.lineStep();
            var largest = VectorKernel.load(pool.largest, out);
            for (int i = start; i < start + pool.windows.length(); i += pool.channels) {
                largest = larger(VectorKernel.cast(largest), VectorKernel.load(images, i));
            }
            VectorKernel.cast(largest).intoArray(pool.largest, out);
        }
    }

    @Override
    public void spread(Pool pool, float[] slopes, float[] byInputs, int at, int from) {
        if (pool.channels % LANES != 0) {
            scalar.spread(pool, slopes, byInputs, at, from);
            return;
        }
        for (int window = 0; window < pool.windows.count(); window++) {
            int first = at + window * pool.windows.step();
            int out = from + window * pool.channels;
            for (int channel = 0; channel < pool.channels; channel += LANES) {
                spreadOne(pool, slopes, byInputs, first + channel, out + channel);
            }
        }
    }

    /** A slope that was given away becomes zero, so that only the first of equals gets it. */
    private static void spreadOne(Pool pool, float[] slopes, float[] byInputs, int first, int out) {
        float[] images = pool.images;
        var largest = VectorKernel.load(pool.largest, out);
        var left = VectorKernel.load(slopes, out);
        for (int line = 0; line < pool.windows.lines(); line++) {
            int start = first + line * pool.windows.lineStep();
            for (int i = start; i < start + pool.windows.length(); i += pool.channels) {
                VectorMask<Float> winner = VectorKernel.load(images, i).compare(VectorOperators.EQ, largest);
                var rest = VectorKernel.cast(left);
                VectorKernel.cast(FloatVector.zero(SPECIES)).blend(rest, winner).intoArray(byInputs, i);
                left = rest.blend(0f, winner);
            }
        }
    }
}
