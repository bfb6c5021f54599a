package io.glyphstream.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.matrix.FloatMatrix;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.registry.following.ModelSet;
import io.glyphstream.registry.following.ServedModel;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.ModelReference;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.jspecify.annotations.Nullable;

/** Small real models and the images that they take. */
public final class Samples {
    public static final int ROWS = 4;
    public static final int COLUMNS = 3;
    public static final int CLASSES = 3;
    public static final Instant CAPTURED = Instant.parse("2026-03-01T10:00:00Z");

    private Samples() {}

    /** A perceptron with one hidden layer and weights that the seed decides. */
    public static Perceptron perceptron(long seed) {
        return perceptron(ROWS, COLUMNS, CLASSES, seed);
    }

    public static Perceptron perceptron(int rows, int columns, int classes, long seed) {
        var random = new Random(seed);
        return new Perceptron(
                rows,
                columns,
                InputScaling.ZERO_TO_ONE,
                OutputLayer.SOFTMAX,
                List.of(layer(rows * columns, 5, random), layer(5, classes, random)));
    }

    private static Perceptron.Layer layer(int inputs, int outputs, Random random) {
        var weights = new float[inputs * outputs];
        for (var i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        var biases = new double[outputs];
        for (var i = 0; i < outputs; i++) {
            biases[i] = (float) random.nextGaussian();
        }
        return new Perceptron.Layer(FloatMatrix.of(inputs, outputs, weights), new ArrayRealVector(biases));
    }

    /** Nearest neighbors among twenty random images. */
    public static NearestNeighbors neighbors(long seed) {
        var random = new Random(seed);
        var pixels = new byte[20 * ROWS * COLUMNS];
        random.nextBytes(pixels);
        var labels = random.ints(20, 0, CLASSES).toArray();
        return NearestNeighbors.fit(
                new Examples(ROWS, COLUMNS, CLASSES, pixels, labels),
                new NeighborSettings(3, Weighting.UNIFORM, Preprocessing.NONE));
    }

    /** The model under a name, with the digest of its snapshot. */
    public static ServedModel<Classifier> served(String name, int version, Classifier model) {
        var digest = Digests.sha256(Snapshots.write(model));
        return new ServedModel<>(new ModelReference(name, version, digest), model);
    }

    /** The first model answers, all others are challengers. */
    public static ModelSet<Classifier> set(long deployment, List<ServedModel<Classifier>> models) {
        return new ModelSet<>(deployment, models.get(0), models.subList(1, models.size()));
    }

    public static Image image(String id, @Nullable Integer label, long seed) {
        var pixels = new byte[ROWS * COLUMNS];
        new Random(seed).nextBytes(pixels);
        return new Image(id, ROWS, COLUMNS, ByteBuffer.wrap(pixels), label, CAPTURED, "test", 1);
    }

    public static byte[] key(String id) {
        return id.getBytes(UTF_8);
    }
}
