package io.glyphstream.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.glyphstream.matrix.Kernel;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.Scores;
import io.glyphstream.model.ScoringChecks;
import io.glyphstream.model.TestData;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphNetworkTest {

    @ParameterizedTest
    @ValueSource(ints = {InputShape.GRAY, InputShape.COLOR})
    void scoresAreThoseThatTheDefinitionsOfItsOperationsGive(int channels) {
        var input = new InputShape(9, 8, channels);
        var network = Graphs.network(Graphs.branched(input), 1);
        byte[] pixels = TestData.pixels(20 * input.values(), 0.5, 1);

        Scores scores = network.score(pixels, 20);

        assertThat(network.input()).isEqualTo(input);
        for (int image = 0; image < 20; image++) {
            assertThat(scores.outputs(image)).containsExactly(defined(network, image(pixels, image, input.values())));
        }
    }

    /** Evaluates node by node, and keeps what each returns. */
    private static float[] defined(GraphNetwork network, byte[] pixels) {
        var design = network.design();
        var shapes = design.shapes();
        var values = new ArrayList<float[]>();
        var image = new float[pixels.length];
        for (int i = 0; i < image.length; i++) {
            int channel = i % design.input().channels();
            image[i] = Math.fma(
                    (float) (pixels[i] & 0xff),
                    design.scale().multipliers().get(channel),
                    design.scale().addends().get(channel));
        }
        values.add(image);
        for (Node node : design.nodes()) {
            float[][] inputs = node.inputs().stream().map(values::get).toArray(float[][]::new);
            var weights = network.weights().get(values.size() - 1);
            values.add(
                    ReferenceOperation.run(node.operation(), GraphDesign.inputShapes(node, shapes), inputs, weights));
        }
        return values.get(values.size() - 1);
    }

    @Test
    void eachChannelHasAScaleOfItsOwn() {
        var input = new InputShape(1, 2, InputShape.COLOR);
        var scale = new InputScale(List.of(1f, 0.5f, 2f), List.of(0f, 10f, -1f));
        var network = Graphs.network(new GraphDesign(input, scale, List.of(Node.of(new Flatten(), 0))), 1);

        assertThat(network.score(new byte[] {1, 2, 3, (byte) 255, 0, 4}, 1).outputs(0))
                .containsExactly(1, 11, 5, 255, 10, 7);
    }

    @Test
    void scoresAreTheSameBitsInAnyBatchAndOnAnyKernel() {
        ScoringChecks.requireSameBitsInAnyBatchAndOnAnyKernel(Graphs.small(2)::score, 72);
    }

    @Test
    void oneInstanceServesManyThreads() {
        ScoringChecks.requireThatOneInstanceServesManyThreads(Graphs.small(3));
    }

    /** An image of this network needs room for 8,192 values. */
    @Test
    void aLargerBatchNeedsNoMoreMemoryThanForItsScores() {
        var nodes = List.of(
                Node.of(new Convolution(16, 1, Window.same(1)), 0),
                Node.of(new Convolution(16, 1, Window.same(1)), 1),
                Node.of(new GlobalPooling(GlobalPooling.Choice.MEAN), 2));
        var network = Graphs.network(new GraphDesign(InputShape.gray(16, 16), InputScale.of(1, 1, 0), nodes), 5);
        network.score(new byte[256], 1, Kernel.scalar());

        long few = allocated(network, 100);
        long many = allocated(network, 1_000);

        assertThat(new SlotPlan(network.design()).sizes()).containsExactlyInAnyOrder(4096L, 4096L);
        assertThat(many - few).isBetween(900L * 16 * Float.BYTES, 900L * 1024);
    }

    private static long allocated(GraphNetwork network, int images) {
        var pixels = new byte[images * 256];
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        network.score(pixels, images, Kernel.scalar());
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    @Test
    void aScoreThatIsNoNumberIsTheSameOneEverywhere() {
        var design = new GraphDesign(
                InputShape.gray(1, 1),
                InputScale.of(1, 1, 0),
                List.of(Node.of(new Dense(1), 0), Node.of(new Dense(1), 1), Node.of(new Add(), 2, 2)));
        var network = new GraphNetwork(
                design,
                List.of(
                        new Weights(new float[] {Float.MAX_VALUE}, new float[1]),
                        new Weights(new float[] {0}, new float[1]),
                        Weights.none()));

        float score = network.score(new byte[] {2}, 1).output(0, 0);

        assertThat(Float.floatToRawIntBits(score)).isEqualTo(Float.floatToRawIntBits(Float.NaN));
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheNumbers() {
        var network = Graphs.small(4);
        var design = network.design();
        var few = new ArrayList<>(network.weights());
        few.set(0, Weights.none());
        var endless = new ArrayList<>(network.weights());
        endless.set(
                19,
                new Weights(
                        endless.get(19).weights.clone(), endless.get(19).biases.clone()));
        endless.get(19).weights[3] = Float.NaN;

        assertThat(network.score(new byte[0], 0).size()).isZero();
        assertThatThrownBy(() -> network.score(new byte[71], 1))
                .hasMessage("1 images of 9 x 8 need 72 bytes but there were 71");
        assertThatThrownBy(() -> new GraphNetwork(design, few))
                .hasMessage("node 1 must have 72 weights and 8 biases but had 0 and 0");
        assertThatThrownBy(() -> new GraphNetwork(design, endless))
                .hasMessage("a weight must be a finite float but was NaN");
        assertThatThrownBy(() -> new GraphNetwork(design, few.subList(1, few.size())))
                .hasMessage("there must be weights for each of the 31 nodes but there were 30");
    }

    private static byte[] image(byte[] pixels, int image, int size) {
        return Arrays.copyOfRange(pixels, image * size, (image + 1) * size);
    }
}
