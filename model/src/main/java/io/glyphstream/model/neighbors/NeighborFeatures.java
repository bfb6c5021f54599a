package io.glyphstream.model.neighbors;

import java.util.Arrays;

/*
 * Why the bound holds. Let c be the center and B the matrix of the components, scaled such that |B v| <= |v| for
 * every v. Then I - B'B is positive semidefinite and has a root M, and for images x and y
 *
 *     |x - y|^2 = |B(x - y)|^2 + |M(x - y)|^2 >= |B(x - c) - B(y - c)|^2 + (r(x) - r(y))^2
 *
 *     with r(x) = |M(x - c)|, so r(x)^2 = |x - c|^2 - |B(x - c)|^2.
 *
 * So any components do, orthonormal or not, read from a file or not, once they are scaled; and any of the features
 * may be left out. The scale comes from the largest absolute row sum of BB', which is not below the square of B's
 * norm. What remains is rounding: see margin().
 */
/**
 * A few numbers about an image, such that two images are never nearer to each other than their features are.
 *
 * <p>These are the image's coordinates along the principal components, and the length of what the components leave
 * over. Most of the squared distance between two images lies in the first few.
 */
final class NeighborFeatures {

    /** Features are used in steps of so many; what is missing to a whole step is zero for all images. */
    static final int STEP = 8;

    /** More would cost more than the distances they save. */
    static final int MOST_COMPONENTS = 127;

    /* The relative rounding error of one double and of one float operation. */
    private static final double DOUBLE_ERROR = 0x1p-53;
    private static final double FLOAT_ERROR = 0x1p-24;

    /* The pixels that are multiplied in one pass over the coordinates. */
    private static final int AT_ONCE = 4;

    private final float[][] components;
    private final byte[] center;
    private final int steps;

    /* (pixels x components), scaled. */
    private final double[] weights;

    /* What each component gives for the center. */
    private final double[] centerCoordinates;

    /**
     * @param components (components x pixels), finite
     * @param center pixels near which the images lie
     */
    NeighborFeatures(float[][] components, byte[] center) {
        this.components = components;
        this.center = center;
        this.steps = (components.length + STEP) / STEP;
        this.weights = scaled(components, center.length);
        this.centerCoordinates = new double[components.length];
        addCoordinates(center, 0, centerCoordinates);
    }

    /** Returns features from so many components, or fewer where the references differ in fewer directions. */
    static NeighborFeatures fit(byte[] references, int pixels, int mostComponents) {
        byte[] center = center(references, pixels);
        return new NeighborFeatures(PrincipalComponents.of(references, center, mostComponents), center);
    }

    /** Returns the features of so many components at most, the first ones. */
    NeighborFeatures first(int mostComponents) {
        return new NeighborFeatures(Arrays.copyOf(components, Math.min(mostComponents, components.length)), center);
    }

    private static byte[] center(byte[] references, int pixels) {
        var sums = new long[pixels];
        int count = references.length / pixels;
        for (int i = 0; i < references.length; i += pixels) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                sums[pixel] += references[i + pixel] & 0xFF;
            }
        }
        var center = new byte[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            center[pixel] = (byte) (sums[pixel] / count);
        }
        return center;
    }

    private static double[] scaled(float[][] components, int pixels) {
        double largest = 0;
        for (float[] component : components) {
            double sum = 0;
            for (float[] other : components) {
                double product = 0;
                for (int pixel = 0; pixel < pixels; pixel++) {
                    product += (double) component[pixel] * other[pixel];
                }
                sum += Math.abs(product);
            }
            largest = Math.max(largest, sum);
        }
        // The slack is more than rounding can take away from sums over a million pixels and 127 components.
        double scale = largest == 0 ? 1 : 1 / Math.sqrt(largest * (1 + 1e-7));
        var weights = new double[pixels * components.length];
        for (int component = 0; component < components.length; component++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                weights[pixel * components.length + component] = components[component][pixel] * scale;
            }
        }
        return weights;
    }

    float[][] components() {
        return components;
    }

    byte[] center() {
        return center;
    }

    int steps() {
        return steps;
    }

    /** Returns the number of features, a multiple of {@link #STEP}. */
    int size() {
        return steps * STEP;
    }

    /** Returns the features of images, (images x size). */
    float[] of(byte[] images) {
        int count = images.length / center.length;
        var features = new float[Math.multiplyExact(count, size())];
        var coordinates = new double[components.length];
        for (int image = 0; image < count; image++) {
            int offset = image * center.length;
            Arrays.fill(coordinates, 0);
            addCoordinates(images, offset, coordinates);
            double rest = NeighborScan.squaredDistance(images, offset, center, 0, center.length);
            for (int i = 0; i < coordinates.length; i++) {
                double coordinate = coordinates[i] - centerCoordinates[i];
                features[image * size() + i] = (float) coordinate;
                rest -= coordinate * coordinate;
            }
            features[image * size() + coordinates.length] = (float) Math.sqrt(Math.max(0, rest));
        }
        return features;
    }

    /** Adds what the components give for an image; background costs nothing. */
    private void addCoordinates(byte[] images, int offset, double[] coordinates) {
        var inked = new int[AT_ONCE];
        int found = 0;
        for (int pixel = 0; pixel < center.length; pixel++) {
            if (images[offset + pixel] == 0) {
                continue;
            }
            inked[found] = pixel;
            found++;
            if (found == AT_ONCE) {
                addPixels(images, offset, inked, coordinates);
                found = 0;
            }
        }
        for (int i = 0; i < found; i++) {
            addPixel(images[offset + inked[i]] & 0xFF, inked[i] * coordinates.length, coordinates);
        }
    }

    private void addPixels(byte[] images, int offset, int[] inked, double[] coordinates) {
        int row0 = inked[0] * coordinates.length;
        int row1 = inked[1] * coordinates.length;
        int row2 = inked[2] * coordinates.length;
        int row3 = inked[3] * coordinates.length;
        double value0 = images[offset + inked[0]] & 0xFF;
        double value1 = images[offset + inked[1]] & 0xFF;
        double value2 = images[offset + inked[2]] & 0xFF;
        double value3 = images[offset + inked[3]] & 0xFF;
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] += (value0 * weights[row0 + i] + value1 * weights[row1 + i])
                    + (value2 * weights[row2 + i] + value3 * weights[row3 + i]);
        }
    }

    private void addPixel(double value, int row, double[] coordinates) {
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] += value * weights[row + i];
        }
    }

    /**
     * Returns by how much the distance of two images' features, as they are stored, may exceed the images' own
     * distance.
     *
     * <p>No image is farther from the center than {@code radius = 255 sqrt(pixels)}, and no component longer than
     * one, so a coordinate's sum over the pixels (of the image and of the center) is off by at most {@code 2 (pixels
     * + 2) u radius}, all of them together by {@code sqrt(components)} times that, with the double rounding error u;
     * storing them as floats adds {@code 2^-24 radius}. The square of the rest is off by {@code 2 radius} times the
     * former and by the rounding of its own sum, and a root is off by no more than the root of what its argument is
     * off. Both images have these errors. The middle of a block of images and what is subtracted from it (see
     * NeighborBlocks) are off by a few float roundings of {@code 2 radius} per feature.
     */
    double margin() {
        double radius = 255 * Math.sqrt(center.length);
        double sums = 2 * (center.length + 2.0) * Math.sqrt(components.length) * DOUBLE_ERROR * radius;
        double rest = Math.sqrt(radius * (2 * sums + (components.length + 4) * DOUBLE_ERROR * radius));
        double stored = 2 * FLOAT_ERROR * radius;
        double blocks = 8 * FLOAT_ERROR * Math.sqrt(size()) * radius;
        return 2 * (sums + rest + stored) + blocks;
    }

    /**
     * Returns the largest value that the sum of squared differences of features, in floats and in any order, may
     * take for an image within this squared distance.
     */
    float limit(long squaredDistance, double margin) {
        double distance = Math.sqrt((double) squaredDistance) + margin;
        return Math.nextUp((float) (distance * distance * (1 + 4 * (size() + 4) * FLOAT_ERROR)));
    }
}
