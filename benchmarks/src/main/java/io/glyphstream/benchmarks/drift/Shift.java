package io.glyphstream.benchmarks.drift;

import io.glyphstream.matrix.RandomStream;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Distortion;
import io.glyphstream.model.Examples;
import java.util.ArrayList;
import java.util.List;

/**
 * A way in which images change. The amounts are those of Rabanser et al. 2019 (Failing Loudly): noise with a standard
 * deviation of 1, 10 and 100 gray levels; turned by up to 10, 40 and 90 degrees; moved by up to 5, 20 and 40 % of the height.
 *
 * @param name what changes and how much: {@code rotation, medium}
 */
record Shift(String name, Change change) {

    private static final double[] NOISE = {1, 10, 100};
    private static final double[] DEGREES = {10, 40, 90};
    private static final double[] SHARES_OF_HEIGHT = {0.05, 0.2, 0.4};
    private static final List<String> SIZES = List.of("small", "medium", "large");

    /** Makes changed images of images. */
    @FunctionalInterface
    interface Change {
        Examples of(Examples images, long seed);
    }

    /** Returns all shifts of images of this height: each kind small, medium and large. */
    static List<Shift> of(int rows) {
        var shifts = new ArrayList<Shift>();
        for (int i = 0; i < SIZES.size(); i++) {
            double amount = NOISE[i];
            shifts.add(new Shift("noise, " + SIZES.get(i), (images, seed) -> noisy(images, amount, seed)));
        }
        for (int i = 0; i < SIZES.size(); i++) {
            var moved = new Augmentation(SHARES_OF_HEIGHT[i] * rows, 0, 0, 0, 0, 4);
            shifts.add(new Shift("place, " + SIZES.get(i), (images, seed) -> distorted(images, moved, seed)));
        }
        for (int i = 0; i < SIZES.size(); i++) {
            var turned = new Augmentation(0, DEGREES[i], 0, 0, 0, 4);
            shifts.add(new Shift("rotation, " + SIZES.get(i), (images, seed) -> distorted(images, turned, seed)));
        }
        return List.copyOf(shifts);
    }

    private static Examples noisy(Examples images, double deviation, long seed) {
        var random = new RandomStream(seed);
        byte[] pixels = images.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            long gray = Math.round((pixels[i] & 0xff) + deviation * random.nextGaussian());
            pixels[i] = (byte) Math.max(0, Math.min(255, gray));
        }
        return like(images, pixels);
    }

    private static Examples distorted(Examples images, Augmentation augmentation, long seed) {
        var distortion = new Distortion(augmentation, images.rows(), images.columns());
        int area = images.rows() * images.columns();
        var pixels = new byte[images.size() * area];
        for (int i = 0; i < images.size(); i++) {
            byte[] image = distortion.distorted(images.pixels(), i * area, RandomStream.of(seed, i));
            System.arraycopy(image, 0, pixels, i * area, area);
        }
        return like(images, pixels);
    }

    private static Examples like(Examples images, byte[] pixels) {
        return new Examples(images.rows(), images.columns(), images.classes(), pixels, images.labels());
    }
}
