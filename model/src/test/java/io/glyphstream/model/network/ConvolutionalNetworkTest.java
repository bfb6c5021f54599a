package io.glyphstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.Scores;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.OutputLayer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionalNetworkTest {

    @ParameterizedTest
    @CsvSource({"SOFTMAX, 1", "LINEAR, 1", "SOFTMAX, 3"})
    void outputsAgreeWithTheDefinition(OutputLayer output, int channels) {
        var network = Networks.random(Networks.form(new Shape(8, 8, channels), Networks.SMALL, output), 1);
        int area = 64 * channels;
        byte[] pixels = TestData.pixels(20 * area, 0.5, 1);

        Scores scores = network.score(pixels, 20);

        assertThat(network.input()).isEqualTo(new InputShape(8, 8, channels));
        var reference = new ReferenceChain(network);
        for (int image = 0; image < 20; image++) {
            double[] expected = reference.outputs(Arrays.copyOfRange(pixels, image * area, (image + 1) * area));
            for (int label = 0; label < expected.length; label++) {
                assertThat((double) scores.output(image, label)).isCloseTo(expected[label], within(1e-4));
            }
        }
    }

    @Test
    void scoresAreTheSameBitsInAnyBatchAndOnAnyKernel() {
        int images = 140;
        var network = Networks.small(2);
        byte[] pixels = TestData.pixels(images * 64, 0.3, 2);
        float[][] alone = IntStream.range(0, images)
                .mapToObj(
                        i -> network.score(image(pixels, i), 1, Kernel.scalar()).outputs(0))
                .toArray(float[][]::new);

        for (Kernel kernel : List.of(Kernel.scalar(), Kernel.fastest())) {
            for (int batch : new int[] {1, 2, 7, 63, 64, 65, 140}) {
                for (int first = 0; first < images; first += batch) {
                    int count = Math.min(batch, images - first);
                    byte[] some = Arrays.copyOfRange(pixels, first * 64, (first + count) * 64);
                    Scores scores = network.score(some, count, kernel);
                    for (int i = 0; i < count; i++) {
                        assertThat(scores.outputs(i))
                                .as("image %d in a batch of %d", first + i, batch)
                                .containsExactly(alone[first + i]);
                    }
                }
            }
        }
    }

    @Test
    void oneInstanceServesManyThreads() {
        var network = Networks.small(3);
        byte[] pixels = TestData.pixels(64 * 64, 0.3, 3);
        Scores expected = network.score(pixels, 64);

        List<Scores> all = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> network.score(pixels, 64))
                .toList();

        assertThat(all).allSatisfy(scores -> {
            for (int image = 0; image < 64; image++) {
                assertThat(scores.outputs(image)).containsExactly(expected.outputs(image));
            }
        });
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheNumbers() {
        var network = Networks.small(4);
        NetworkForm form = network.form();
        List<Weights> endless = form.zeros();
        endless.get(0).weights[0] = Float.NaN;

        assertThat(network.score(new byte[0], 0).size()).isZero();
        assertThatThrownBy(() -> network.score(new byte[63], 1))
                .hasMessage("1 images of 8 x 8 need 64 pixels but there were 63");
        assertThatThrownBy(() -> new ConvolutionalNetwork(form, endless))
                .hasMessage("a weight must be a finite float but was NaN");
        assertThatThrownBy(() -> Networks.form(new Shape(8, 8, 1), List.of(new Dense(3)), OutputLayer.SOFTMAX))
                .hasMessage("what comes to a dense layer must be flat but was 8 x 8 x 1");
        assertThatThrownBy(() -> Networks.form(
                        new Shape(4, 4, 1),
                        List.of(new Convolution(1, 5, 5, 1, 0), new Flatten()),
                        OutputLayer.SOFTMAX))
                .hasMessageContaining("a window of 5 x 5 must fit the image");
        assertThatThrownBy(() -> Networks.form(new Shape(4, 4, 1), List.of(new MaximumPooling(5)), OutputLayer.SOFTMAX))
                .hasMessage("a pool of 5 x 5 must fit what comes to it but that was 4 x 4 x 1");
        assertThatThrownBy(() -> new Convolution(1, 3, 5, 1, 3)).hasMessage("padding must be within [0, 2] but was 3");
    }

    private static byte[] image(byte[] pixels, int image) {
        return Arrays.copyOfRange(pixels, image * 64, (image + 1) * 64);
    }
}
