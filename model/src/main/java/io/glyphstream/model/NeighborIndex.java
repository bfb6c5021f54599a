package io.glyphstream.model;

import java.util.Arrays;

/**
 * Finds the nearest references without measuring most of them.
 *
 * <p>A few blocks of references near the image are searched first. From then on the k-th best distance is good enough to rule out most of the others by the box around them or by their first
 * features. Only references that all features leave in question are measured exactly, on bytes.
 */
final class NeighborIndex {

    /* How many images go through the references together, and how many blocks of references stay in the cache meanwhile. */
    private static final int IMAGES = Integer.getInteger("q", 64);
    private static final int TILE = Integer.getInteger("t", 64);
    private static final int SEEDS = Integer.getInteger("s", 16);

    private final NeighborFeatures features;
    private final NeighborBlocks blocks;
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
        this.references = new byte[references.length];
        for (int place = 0; place < blocks.indices.length; place++) {
            signed(references, blocks.indices[place] * pixels, this.references, place * pixels);
        }
        this.margin = features.margin();
    }

    private void signed(byte[] images, int offset, byte[] signed, int to) {
        for (int i = 0; i < pixels; i++) {
            signed[to + i] = (byte) (images[offset + i] ^ 0x80);
        }
    }

    int size() {
        return blocks.indices.length;
    }

    NeighborFeatures features() {
        return features;
    }

    /** Returns the references as they were given, (references x pixels). */
    byte[] references() {
        var restored = new byte[references.length];
        for (int place = 0; place < blocks.indices.length; place++) {
            signed(references, place * pixels, restored, blocks.indices[place] * pixels);
        }
        return restored;
    }

    /** Returns the k nearest references of each image, k not above their number. */
    Neighbors search(byte[] images, int k) {
        var neighbors = new Neighbors(images.length / pixels, k);
        for (int from = 0; from < neighbors.images(); from += IMAGES) {
            int to = Math.min(from + IMAGES, neighbors.images());
            byte[] some = Arrays.copyOfRange(images, from * pixels, to * pixels);
            float[] someFeatures = features.of(some);
            var searches = new Search[to - from];
            for (int i = 0; i < searches.length; i++) {
                searches[i] = new Search(some, i, someFeatures, k);
                searches[i].searchNearestBlocks();
            }
            for (int block = 0; block < blocks.blocks(); block += TILE) {
                for (Search search : searches) {
                    search.searchBlocks(block, Math.min(block + TILE, blocks.blocks()));
                }
            }
            for (int i = 0; i < searches.length; i++) {
                searches[i].queue.writeTo(neighbors, from + i);
                measured += searches[i].measured;
            }
        }
        return neighbors;
    }

    long measured;

    /** The search for one image's neighbors. */
    private final class Search {
        private final byte[] image = new byte[pixels];
        private final float[] imageFeatures;
        private final NeighborQueue queue;
        private final float[] sums = new float[NeighborBlocks.LANES];
        private final float[] bounds = new float[blocks.blocks()];
        private float limit;
        int measured;

        Search(byte[] images, int at, float[] imagesFeatures, int k) {
            signed(images, at * pixels, image, 0);
            int size = features.size();
            this.imageFeatures = Arrays.copyOfRange(imagesFeatures, at * size, (at + 1) * size);
            this.queue = new NeighborQueue(k, size());
            this.limit = features.limit(queue.bound(), margin);
        }

        void searchNearestBlocks() {
            var middles = new float[blocks.blocks()];
            kernel.measureBoxes(imageFeatures, blocks, middles, bounds);
            int seeds = Math.min(SEEDS, middles.length);
            var nearest = new NeighborQueue(seeds, middles.length);
            for (int block = 0; block < middles.length; block++) {
                nearest.offer(block, (long) middles[block]);
            }
            var sorted = new Neighbors(1, seeds);
            nearest.writeTo(sorted, 0);
            for (int rank = 0; rank < seeds; rank++) {
                int block = sorted.index(0, rank);
                searchBlocks(block, block + 1);
                bounds[block] = Float.POSITIVE_INFINITY;
            }
        }

        void searchBlocks(int from, int to) {
            for (int block = from; block < to; block++) {
                if (bounds[block] <= limit && kernel.anyWithin(limit, imageFeatures, blocks, block, sums)) {
                    measure(block);
                }
            }
        }

        private void measure(int block) {
            for (int lane = 0; lane < NeighborBlocks.LANES; lane++) {
                if (sums[lane] <= limit) {
                    int place = block * NeighborBlocks.LANES + lane;
                    measured++;
                    queue.offer(
                            blocks.indices[place],
                            kernel.squaredDistance(image, 0, references, place * pixels, pixels));
                    limit = features.limit(queue.bound(), margin);
                }
            }
        }
    }
}
