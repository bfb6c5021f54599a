package io.glyphstream.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.matrix.FloatMatrix;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Probe;
import io.glyphstream.schemas.TrainingFacts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ModelSnapshotLoaderTest {
    private static final int ROWS = 4;
    private static final int COLUMNS = 3;
    private static final int CLASSES = 3;

    /** Where a snapshot has the code of its kind. */
    private static final int KIND_AT = 6;

    private static final Classifier MODEL = perceptron(1);
    private static final byte[] SNAPSHOT = Snapshots.write(MODEL);

    private final ModelSnapshotLoader loader = new ModelSnapshotLoader();

    @Test
    void soundSnapshotServesWithTheSameBits() throws InvalidModelException {
        var loaded = loader.load(manifest().build(), SNAPSHOT);
        var pixels = new byte[3 * ROWS * COLUMNS];
        new Random(5).nextBytes(pixels);
        for (var i = 0; i < 3; i++) {
            assertThat(loaded.score(pixels, 3).outputs(i))
                    .containsExactly(MODEL.score(pixels, 3).outputs(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unfit")
    void unfitModelIsRefusedWithTheReason(
            String reason, UnaryOperator<ModelManifest.Builder> change, UnaryOperator<byte[]> damage) {
        var manifest = change.apply(manifest()).build();
        assertThatThrownBy(() -> loader.load(manifest, damage.apply(SNAPSHOT.clone())))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                manifests("format 99", manifest -> manifest.setFormat(99)),
                manifests(
                        "perceptron for 3 x 4 pixels",
                        manifest -> manifest.setRows(3).setColumns(4)),
                manifests(
                        "manifest says perceptron for 4 x 3 x 3 pixels and 3 classes, but the snapshot holds perceptron for 4 x 3"
                                + " pixels and 3 classes",
                        manifest -> manifest.setChannels(3)),
                manifests("and 9 classes", manifest -> manifest.setClasses(9)),
                manifests("nearest-neighbors", manifest -> manifest.setKind("nearest-neighbors")),
                manifests(
                        "manifest says forest, but this release knows only perceptron, nearest-neighbors, network, graph, ensemble",
                        manifest -> manifest.setKind("forest")),
                snapshots(
                        "the kind must be one of [1, 2, 3, 4, 5] but was 250: this release knows perceptron, nearest-neighbors, network, graph, ensemble",
                        bytes -> {
                            bytes[KIND_AT] = (byte) 250;
                            return bytes;
                        }),
                snapshots("snapshot refused: layers of", bytes -> Arrays.copyOf(bytes, bytes.length - 1)),
                snapshots("the snapshot ends too early", bytes -> new byte[0]),
                manifests("probe 1 must have output", manifest -> manifest.setProbes(probes(Math::nextUp))),
                manifests(
                        "probe 0 has 5 pixels",
                        manifest ->
                                manifest.setProbes(List.of(new Probe(ByteBuffer.allocate(5), 0, List.of(0f, 0f, 0f))))),
                manifests("probe 0 has 2 outputs", manifest -> manifest.setProbes(List.of(shortened()))));
    }

    private static Arguments manifests(String reason, UnaryOperator<ModelManifest.Builder> change) {
        UnaryOperator<byte[]> same = bytes -> bytes;
        return Arguments.of(reason, change, same);
    }

    private static Arguments snapshots(String reason, UnaryOperator<byte[]> damage) {
        UnaryOperator<ModelManifest.Builder> same = manifest -> manifest;
        return Arguments.of(reason, same, damage);
    }

    private static ModelManifest.Builder manifest() {
        var digest = Digests.sha256(SNAPSHOT);
        return ModelManifest.newBuilder()
                .setReference(new ModelReference("mlp", 1, digest))
                .setKind(MODEL.kind().name())
                .setFormat(Snapshots.FORMAT)
                .setSize(SNAPSHOT.length)
                .setChunkHashes(List.of(digest))
                .setRows(MODEL.rows())
                .setColumns(MODEL.columns())
                .setClasses(MODEL.classes())
                .setTraining(new TrainingFacts("test", digest, 1L, Map.of(), 1L, 1L, 1L, List.of(), 1L, null, null))
                .setProbes(probes(output -> output))
                .setPublishedBy("test")
                .setPublishedAt(Instant.EPOCH);
    }

    /** A perceptron with one hidden layer and weights that the seed decides. */
    private static Perceptron perceptron(long seed) {
        var random = new Random(seed);
        return new Perceptron(
                ROWS,
                COLUMNS,
                InputScaling.ZERO_TO_ONE,
                OutputLayer.SOFTMAX,
                List.of(layer(ROWS * COLUMNS, 5, random), layer(5, CLASSES, random)));
    }

    private static Perceptron.Layer layer(int inputs, int outputs, Random random) {
        var weights = new float[inputs * outputs];
        for (var i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return new Perceptron.Layer(FloatMatrix.of(inputs, outputs, weights), new ArrayRealVector(outputs));
    }

    private static List<Float> floats(float[] values) {
        var floats = new ArrayList<Float>();
        for (var value : values) {
            floats.add(value);
        }
        return floats;
    }

    /** Two probes; the change is applied to the first output of the second. */
    private static List<Probe> probes(UnaryOperator<Float> change) {
        var pixels = new byte[2 * ROWS * COLUMNS];
        new Random(7).nextBytes(pixels);
        var scores = MODEL.score(pixels, 2);
        var probes = new ArrayList<Probe>();
        for (var i = 0; i < 2; i++) {
            var outputs = floats(scores.outputs(i));
            if (i == 1) {
                outputs.set(0, change.apply(outputs.get(0)));
            }
            probes.add(new Probe(
                    ByteBuffer.wrap(pixels, i * pixels.length / 2, pixels.length / 2)
                            .slice(),
                    scores.label(i),
                    outputs));
        }
        return probes;
    }

    private static Probe shortened() {
        var probe = probes(output -> output).get(0);
        return new Probe(probe.getPixels(), probe.getLabel(), probe.getOutputs().subList(0, 2));
    }
}
