package io.glyphstream.model.neighbors;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Finds the nearest references without measuring most of them.
 *
 * <p>The best of a few blocks of references near the image give a first limit. It is low enough to rule out most other
 * blocks by the boxes around them, or by their first features. Only references that all features leave in question are
 * measured exactly, on bytes; whenever one is among the k nearest so far, the limit falls.
 */
final class NeighborIndex {

    /* So many images go through the references together: each block is fetched into the cache once for all of them. */
    private static final int IMAGES = 512;

    /*
     * The first limit comes from so many blocks, as many steps of their features, and so many references for each
     * neighbor.
     */
    private static final int SEED_BLOCKS = 8;
    private static final int SEED_STEPS = 4;
    private static final int SEEDS_PER_NEIGHBOR = 4;

    /* More than any sum of squared differences of features; less than a long can be sorted by. */
    private static final float MOST_SUM = 0x1p36f;

    private final NeighborFeatures features;
    private final NeighborBlocks blocks;

    /* The same blocks with a few features. */
    private final NeighborBlocks outlines;

    private final DistanceKernel kernel;
    private final int pixels;

    /* In the order of the blocks, gray levels less 128. */
    private final byte[] references;

    private final double margin;

    NeighborIndex(byte[] references, NeighborFeatures features, DistanceKernel kernel) {
        this.features = features;
        this.kernel = kernel;
        this.pixels = features.center().length;
        this.blocks = NeighborBlocks.of(features.of(references), features.size());
        this.outlines = blocks.first(SEED_STEPS);
        this.references = new byte[references.length];
        for (int place = 0; place < size(); place++) {
            flipSign(references, blocks.indices[place] * pixels, this.references, place * pixels);
        }
        this.margin = features.margin();
    }

    /** Copies an image, turning gray levels into gray levels less 128 or back. */
    private void flipSign(byte[] images, int offset, byte[] flipped, int to) {
        for (int i = 0; i < pixels; i++) {
            flipped[to + i] = (byte) (images[offset + i] ^ 0x80);
        }
    }

    int size() {
        return blocks.indices.length;
    }

    NeighborFeatures features() {
        return features;
    }

    NeighborBlocks blocks() {
        return blocks;
    }

    /** Returns the references as they were given, (references x pixels). */
    byte[] references() {
        var restored = new byte[references.length];
        for (int place = 0; place < size(); place++) {
            flipSign(references, place * pixels, restored, blocks.indices[place] * pixels);
        }
        return restored;
    }

    /** Returns one reference as it was given. Its place is sought among all of them. */
    byte[] reference(int index) {
        int place = 0;
        while (blocks.indices[place] != index) {
            place++;
        }
        var restored = new byte[pixels];
        flipSign(references, place * pixels, restored, 0);
        return restored;
    }

    /** Returns a measure by the image distortion model, for one thread. */
    DistortionMeasure measure(int rows, int columns) {
        return new DistortionMeasure(rows, columns, kernel);
    }

    /** Gives the measure the reference in a place of the blocks. */
    void giveTo(DistortionMeasure measure, int place) {
        measure.to(references, place * pixels, 0x80);
    }

    /** Returns the k nearest references of each image, k not above their number. */
    Neighbors search(byte[] images, int k) {
        var neighbors = new Neighbors(images.length / pixels, k);
        for (int from = 0; from < neighbors.images(); from += IMAGES) {
            int to = Math.min(from + IMAGES, neighbors.images());
            Search[] searches = begin(Arrays.copyOfRange(images, from * pixels, to * pixels), k);
            for (int block = 0; block < blocks.count(); block++) {
                for (Search search : searches) {
                    search.searchBlock(block);
                }
            }
            for (Search search : searches) {
                search.queue.writeTo(neighbors, from + search.position);
                neighbors.addMeasured(search.measured);
            }
        }
        return neighbors;
    }

    /**
     * Returns a search for each image, like ones next to each other. Their seeds are then still in the cache, and what happens
     * to a block in one search mostly happens to it in the next, so the processor foresees it.
     */
    private Search[] begin(byte[] images, int k) {
        float[] featuresOfImages = features.of(images);
        var searches = new Search[images.length / pixels];
        for (int i = 0; i < searches.length; i++) {
            searches[i] = new Search(images, featuresOfImages, i, k);
            searches[i].findSeedBlocks();
        }
        Arrays.sort(searches, Comparator.comparingInt(search -> search.seedBlocks[0]));
        for (Search search : searches) {
            search.findFirstLimit();
        }
        return searches;
    }

    /** The search for one image's neighbors. */
    private final class Search {
        private final int position;
        private final byte[] image = new byte[pixels];
        private final float[] imageFeatures;
        private final NeighborQueue queue;

        /* How near the references of each block may be. */
        private final float[] bounds = new float[blocks.count()];

        private final float[] sums = new float[NeighborBlocks.LANES];

        /* The blocks whose middles are nearest, nearest first. */
        private int[] seedBlocks = {};

        /* A reference is of no interest if the sum over its features is above. */
        private float limit = Float.MAX_VALUE;

        private int measured;

        Search(byte[] images, float[] featuresOfImages, int position, int k) {
            int size = features.size();
            this.position = position;
            this.imageFeatures = Arrays.copyOfRange(featuresOfImages, position * size, (position + 1) * size);
            this.queue = new NeighborQueue(k, size());
            flipSign(images, position * pixels, image, 0);
        }

        void findSeedBlocks() {
            var middles = new float[blocks.count()];
            kernel.measureBoxes(imageFeatures, blocks, middles, bounds);
            seedBlocks = least(middles, SEED_BLOCKS);
        }

        /** Sets a limit that is nearly as low as it will get: so far away are the k best of some references nearby. */
        void findFirstLimit() {
            var nearby = new float[seedBlocks.length * NeighborBlocks.LANES];
            for (int i = 0; i < seedBlocks.length; i++) {
                kernel.anyWithin(limit, imageFeatures, outlines, seedBlocks[i], sums);
                System.arraycopy(sums, 0, nearby, i * NeighborBlocks.LANES, NeighborBlocks.LANES);
            }
            for (int lane : least(nearby, (int) Math.min((long) SEEDS_PER_NEIGHBOR * queue.k(), nearby.length))) {
                measure(seedBlocks[lane / NeighborBlocks.LANES], lane % NeighborBlocks.LANES, nearby[lane]);
            }
            // The references are met again, as members of their blocks.
            queue.clear();
        }

        void searchBlock(int block) {
            if (bounds[block] <= limit && kernel.anyWithin(limit, imageFeatures, blocks, block, sums)) {
                for (int lane = 0; lane < NeighborBlocks.LANES; lane++) {
                    measure(block, lane, sums[lane]);
                }
            }
        }

        private void measure(int block, int lane, float sum) {
            if (sum > limit) {
                return;
            }
            int place = block * NeighborBlocks.LANES + lane;
            measured++;
            long distance = kernel.squaredDistance(image, 0, references, place * pixels, pixels);
            if (queue.offer(blocks.indices[place], distance) && queue.isFull()) {
                limit = Math.min(limit, features.limit(queue.bound(), margin));
            }
        }
    }

    /** Returns where so many of the smallest values are, or all where there are fewer. */
    private static int[] least(float[] values, int wanted) {
        var queue = new NeighborQueue(Math.min(wanted, values.length), values.length);
        for (int i = 0; i < values.length; i++) {
            queue.offer(i, (long) Math.min(values[i], MOST_SUM));
        }
        return queue.indices();
    }
}
