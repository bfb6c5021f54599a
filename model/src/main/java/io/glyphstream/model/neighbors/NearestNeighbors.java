package io.glyphstream.model.neighbors;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.ModelKind;
import io.glyphstream.model.Scores;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A classifier that remembers its examples and lets the k nearest of them vote.
 *
 * <p>Search is exact: distances are integers, and of equally far references those with the lower index are nearer.
 * So the answer for an image depends on nothing but the image and the references.
 */
public final class NearestNeighbors implements Classifier {

    /** This kind of model. */
    public static final ModelKind<NearestNeighbors> KIND = new ModelKind<>(
            "nearest-neighbors", 2, NearestNeighbors.class, NearestNeighbors::writeBody, NearestNeighbors::readBody);

    private final InputShape input;
    private final int classes;
    private final NeighborSettings settings;
    private final int[] labels;

    /* Of the references as they are compared, so after preprocessing. */
    private final NeighborIndex index;

    private final NeighborSearch voters;

    private NearestNeighbors(Examples examples, NeighborSettings settings, NeighborIndex index) {
        requireFit(settings, examples.shape());
        this.input = examples.shape();
        this.classes = examples.classes();
        this.settings = settings;
        this.labels = examples.labels();
        this.index = index;
        this.voters = switch (settings.reranking()) {
            case NONE -> index::search;
            case DISTORTION ->
                new DistortionSearch(index, examples.rows(), examples.columns(), settings.reranking().candidates);
        };
    }

    /**
     * Returns normally if images of this shape can be prepared as the settings say.
     *
     * @throws IllegalArgumentException if images in color are to be deskewed or ordered again: their slant and their
     *     distortion are measured on ink
     */
    public static void requireFit(NeighborSettings settings, InputShape shape) {
        if (settings.preprocessing() == Preprocessing.DESKEW && shape.channels() != InputShape.GRAY) {
            throw new IllegalArgumentException("preprocessing deskew needs gray images but these are " + shape);
        }
        if (settings.reranking() == Reranking.DISTORTION && shape.channels() != InputShape.GRAY) {
            throw new IllegalArgumentException("reranking distortion needs gray images but these are " + shape);
        }
    }

    /** Returns a classifier that compares images with all of the examples; there must be one at least. */
    public static NearestNeighbors fit(Examples examples, NeighborSettings settings) {
        if (examples.size() == 0) {
            throw new IllegalArgumentException("nearest neighbors need at least one example but there is none");
        }
        requireFit(settings, examples.shape());
        byte[] references = preprocess(settings.preprocessing(), examples.shape(), examples.pixels());
        var features = NeighborFeatureChoice.of(references, examples.shape().values());
        return new NearestNeighbors(
                examples, settings, new NeighborIndex(references, features, DistanceKernel.fastest()));
    }

    @Override
    public ModelKind<NearestNeighbors> kind() {
        return KIND;
    }

    @Override
    public InputShape input() {
        return input;
    }

    @Override
    public int classes() {
        return classes;
    }

    public NeighborSettings settings() {
        return settings;
    }

    /** Returns the number of references. */
    public int size() {
        return labels.length;
    }

    /** Returns the class of a reference. */
    public int label(int index) {
        return labels[index];
    }

    /** Returns for each image the share of the votes that each class got. */
    @Override
    public Scores score(byte[] pixels, int images) {
        return vote(voters(pixels, images, settings.k()), settings.k());
    }

    /**
     * Returns the k references of each image that vote, in the order that the settings ask for; all references where there
     * are fewer than k.
     *
     * @param pixels images x (rows*columns), unsigned
     */
    public Neighbors voters(byte[] pixels, int images, int k) {
        return search(voters, pixels, images, k);
    }

    /**
     * Returns the references whose votes {@link #score} counts for one image, in the order in which they were found.
     *
     * @param pixels rows*columns*channels, unsigned
     */
    public List<Neighbor> deciding(byte[] pixels) {
        var found = voters(pixels, 1, settings.k());
        return IntStream.range(0, found.k())
                .mapToObj(rank ->
                        new Neighbor(found.index(0, rank), label(found.index(0, rank)), found.distance(0, rank)))
                .toList();
    }

    /**
     * Returns the pixels of a reference as it is compared, so after preprocessing: rows*columns*channels, unsigned.
     *
     * @param index within [0, {@link #size()})
     */
    public byte[] reference(int index) {
        Objects.checkIndex(index, size());
        return this.index.reference(index);
    }

    /**
     * Returns the k nearest references of each image by their pixels, all references where there are fewer than k.
     *
     * @param pixels images x (rows*columns*channels), unsigned
     */
    public Neighbors search(byte[] pixels, int images, int k) {
        return search(index::search, pixels, images, k);
    }

    private Neighbors search(NeighborSearch search, byte[] pixels, int images, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1 but was " + k);
        }
        if (pixels.length != (long) images * input.values()) {
            throw new IllegalArgumentException(images + " images of " + input + " have "
                    + (long) images * input.values() + " pixels but there were " + pixels.length);
        }
        byte[] queries = preprocess(settings.preprocessing(), input, pixels);
        return search.search(queries, Math.min(k, size()));
    }

    /**
     * Returns the votes for k that is not above that of the neighbors: what {@link #score} would answer, had it been
     * fitted with that k, of the neighbors that {@link #voters} returns. So one search serves the comparison of many k.
     */
    public Scores vote(Neighbors neighbors, int k) {
        int voters = Math.min(k, neighbors.k());
        var outputs = new float[Math.multiplyExact(neighbors.images(), classes)];
        var votes = new double[classes];
        for (int image = 0; image < neighbors.images(); image++) {
            Arrays.fill(votes, 0);
            double total = 0;
            long nearest = neighbors.distance(image, 0);
            for (int rank = 0; rank < voters; rank++) {
                double vote = settings.weighting().vote(neighbors.distance(image, rank), nearest);
                votes[labels[neighbors.index(image, rank)]] += vote;
                total += vote;
            }
            for (int c = 0; c < classes; c++) {
                outputs[image * classes + c] = (float) (votes[c] / total);
            }
        }
        return new Scores(classes, outputs);
    }

    private static byte[] preprocess(Preprocessing preprocessing, InputShape shape, byte[] pixels) {
        return switch (preprocessing) {
            case NONE -> pixels;
            case DESKEW -> new Deskew(shape.rows(), shape.columns()).apply(pixels);
        };
    }

    void writeBody(DataOutput output) throws IOException {
        NeighborSnapshot.write(settings, labels, index, output);
    }

    static NearestNeighbors readBody(InputShape input, int classes, DataInput in)
            throws IOException, InvalidSnapshotException {
        NeighborSnapshot snapshot = NeighborSnapshot.read(input, classes, in);
        var index = new NeighborIndex(snapshot.references.pixels(), snapshot.features, DistanceKernel.fastest());
        return new NearestNeighbors(snapshot.references, snapshot.settings, index);
    }
}
