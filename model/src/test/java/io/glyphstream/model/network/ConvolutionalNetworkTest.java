package io.glyphstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.model.InputShape;
import io.glyphstream.model.Scores;
import io.glyphstream.model.ScoringChecks;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.OutputLayer;
import java.util.Arrays;
import java.util.List;
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
        ScoringChecks.requireSameBitsInAnyBatchAndOnAnyKernel(Networks.small(2)::score, 64);
    }

    @Test
    void oneInstanceServesManyThreads() {
        ScoringChecks.requireThatOneInstanceServesManyThreads(Networks.small(3));
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
}
