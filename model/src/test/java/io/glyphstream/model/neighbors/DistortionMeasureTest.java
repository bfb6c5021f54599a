package io.glyphstream.model.neighbors;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.model.TestData;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistortionMeasureTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 9", "2, 3", "7, 1", "8, 8", "5, 17", "16, 15", "28, 28", "31, 33"})
    void measuresWhatIsDefined(int rows, int columns) {
        var random = new Random(rows * 100L + columns);
        for (double ink : new double[] {0, 0.2, 1}) {
            byte[] image = image(rows * columns, ink, random);
            byte[] other = image(rows * columns, ink, random);

            assertAgree(rows, columns, image, other);
        }
    }

    @Test
    void measuresTheLargestDifferencesExactly() {
        var black = new byte[40];
        var stripes = new byte[40];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) (i % 8 < 2 ? 255 : 0);
        }

        assertAgree(5, 8, stripes, black);
        assertAgree(5, 8, black, stripes);
    }

    @Test
    void measuresDigitsAsDefined() throws IOException {
        var digits = TestData.mnist("t10k", 12);

        for (int other = 1; other < 12; other++) {
            assertAgree(28, 28, digits.pixels(0), digits.pixels(other));
        }
    }

    /** The image that is measured from stays when others come and go. */
    private static void assertAgree(int rows, int columns, byte[] image, byte[] other) {
        var definition = new DistortionDistance(rows, columns);
        long expected = definition.between(image, other);
        for (DistanceKernel kernel : new DistanceKernel[] {new DistanceScalarKernel(), DistanceKernel.fastest()}) {
            var measure = new DistortionMeasure(rows, columns, kernel);
            measure.from(other, 0, 0);
            measure.from(flipped(image), 2, 0x80);

            measure.to(flipped(other), 2, 0x80);
            assertThat(measure.distance(Long.MAX_VALUE)).isEqualTo(expected);
            assertThat(measure.distance(expected)).isEqualTo(expected);
            if (expected > 0) {
                assertThat(measure.distance(expected - 1)).isEqualTo(expected);
                assertThat(measure.distance(expected / 2)).isBetween(expected / 2 + 1, expected);
            }
            measure.to(image, 0, 0);
            assertThat(measure.distance(0)).isZero();
            measure.to(other, 0, 0);
            assertThat(measure.distance(Long.MAX_VALUE)).isEqualTo(expected);
        }
    }

    /** Returns gray levels less 128, with something else before and behind. */
    private static byte[] flipped(byte[] image) {
        var flipped = new byte[image.length + 3];
        Arrays.fill(flipped, (byte) 77);
        for (int i = 0; i < image.length; i++) {
            flipped[i + 2] = (byte) (image[i] ^ 0x80);
        }
        return flipped;
    }

    private static byte[] image(int pixels, double ink, Random random) {
        var image = new byte[pixels];
        for (int i = 0; i < pixels; i++) {
            image[i] = (byte) (random.nextDouble() < ink ? random.nextInt(256) : 0);
        }
        return image;
    }

    @Test
    void aStrokeMayMoveTwoPlacesForNothingAndNotThree() {
        var definition = new DistortionDistance(12, 12);
        byte[] stroke = stroke(3, 4);

        assertThat(definition.between(stroke, stroke(5, 4))).isZero();
        assertThat(definition.between(stroke, stroke(5, 6))).isZero();
        assertThat(definition.between(stroke, stroke(6, 4))).isPositive();
    }

    /** Where nothing can match, the sum of squares over 3 x 3 places is that of the gradients themselves. */
    @Test
    void theDistanceFromBlackIsTheSumOverAllGradientsAroundEachPlace() {
        var definition = new DistortionDistance(1, 1);

        // Around one white pixel both gradients are 255 or 510 beside it and 255 in the corners, and zero at it.
        long beside = 4 * 510L * 510;
        long corners = 4 * 2 * 255L * 255;
        assertThat(definition.between(new byte[] {(byte) 255}, new byte[1])).isEqualTo(beside + corners);
    }

    private static byte[] stroke(int row, int column) {
        var image = new byte[12 * 12];
        for (int i = 0; i < 4; i++) {
            image[(row + i) * 12 + column] = (byte) 200;
        }
        return image;
    }
}
