package io.glyphstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.matrix.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistortionTest {

    private static final int SIDE = 21;

    @ParameterizedTest
    @CsvSource({"2, 0, 0, 0, 0", "0, 30, 0, 0, 0", "0, 0, 0.3, 0, 0", "0, 0, 0, 0.4, 0", "0, 0, 0, 0, 3"})
    void everyKindOfDistortionChangesTheImageAndKeepsItsInk(
            double shift, double rotation, double scale, double shear, double elastic) {
        var distortion = new Distortion(new Augmentation(shift, rotation, scale, shear, elastic, 4), SIDE, SIDE);
        byte[] image = ring();

        byte[] distorted = distortion.distorted(image, 0, new RandomStream(1));

        assertThat(distorted).isNotEqualTo(image);
        assertThat(ink(distorted) / ink(image)).isBetween(0.5, 1.7);
    }

    @Test
    void shiftsAreWithinTheirLimitAndOnAverageNothing() {
        var distortion = new Distortion(new Augmentation(3, 0, 0, 0, 0, 4), SIDE, SIDE);
        byte[] image = ring();
        double sum = 0;
        for (int seed = 0; seed < 400; seed++) {
            double moved = centerColumn(distortion.distorted(image, 0, new RandomStream(seed))) - centerColumn(image);
            assertThat(Math.abs(moved)).isLessThanOrEqualTo(3.1);
            sum += moved;
        }
        assertThat(sum / 400).isCloseTo(0, within(0.3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSameStreamGivesTheSameImage(long seed) {
        var distortion = new Distortion(new Augmentation(1, 10, 0.1, 0.1, 2, 4), SIDE, SIDE);

        assertThat(distortion.distorted(ring(), 0, new RandomStream(seed)))
                .isEqualTo(distortion.distorted(ring(), 0, new RandomStream(seed)));
    }

    @Test
    void anImageOfOnePixelSurvives() {
        var distortion = new Distortion(new Augmentation(1, 10, 0.1, 0.1, 2, 4), 1, 1);

        assertThat(distortion.distorted(new byte[] {100}, 0, new RandomStream(1)))
                .hasSize(1);
    }

    @Test
    void aQuarterTurnGoesClockwiseAndMovesEveryPixelToItsPlace() {
        var distortion = new Distortion(Augmentation.NONE, 3, 3);
        byte[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};

        assertThat(distortion.turned(image, 90)).containsExactly(7, 4, 1, 8, 5, 2, 9, 6, 3);
        assertThat(distortion.turned(image, 0)).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 25, 40, -40})
    void aPointIsTurnedByTheAngle(double degrees) {
        var distortion = new Distortion(Augmentation.NONE, SIDE, SIDE);
        int center = SIDE / 2;
        int distance = 7;
        var image = new byte[SIDE * SIDE];
        image[(center - distance) * SIDE + center] = (byte) 255;

        byte[] turned = distortion.turned(image, degrees);

        double angle = Math.toRadians(degrees);
        assertThat(centerColumn(turned)).isCloseTo(center + distance * Math.sin(angle), within(0.2));
        assertThat(centerRow(turned)).isCloseTo(center - distance * Math.cos(angle), within(0.2));
    }

    /** Returns a ring about the center, thick enough for no distortion to lose it. */
    private static byte[] ring() {
        var image = new byte[SIDE * SIDE];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double distance = Math.hypot(row - SIDE / 2, column - SIDE / 2 + 1);
                image[row * SIDE + column] = (byte) (distance > 2 && distance < 6 ? 200 : 0);
            }
        }
        return image;
    }

    private static double ink(byte[] image) {
        double ink = 0;
        for (byte pixel : image) {
            ink += pixel & 0xff;
        }
        return ink;
    }

    private static double centerRow(byte[] image) {
        double moment = 0;
        for (int i = 0; i < image.length; i++) {
            moment += (image[i] & 0xff) * (double) (i / SIDE);
        }
        return moment / ink(image);
    }

    private static double centerColumn(byte[] image) {
        double moment = 0;
        for (int i = 0; i < image.length; i++) {
            moment += (image[i] & 0xff) * (double) (i % SIDE);
        }
        return moment / ink(image);
    }
}
