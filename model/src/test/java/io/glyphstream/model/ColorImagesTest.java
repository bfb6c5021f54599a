package io.glyphstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.matrix.RandomStream;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import io.glyphstream.model.network.Convolution;
import io.glyphstream.model.network.Dense;
import io.glyphstream.model.network.Flatten;
import io.glyphstream.model.network.NetworkDesign;
import io.glyphstream.model.network.NetworkTraining;
import io.glyphstream.model.network.Rectifier;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.perceptron.NetworkSettings;
import io.glyphstream.model.perceptron.PerceptronTraining;
import io.glyphstream.model.perceptron.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of model takes images in color. */
class ColorImagesTest {

    private static final InputShape SHAPE = new InputShape(5, 7, 3);
    private static final int CHANNELS_AT = 11;

    /** Kinds of models, each fitted to images whose class is the channel that is bright. */
    enum Kind {
        NEIGHBORS {
            @Override
            Classifier fit(Examples examples, Augmentation augmentation) {
                return NearestNeighbors.fit(examples, new NeighborSettings(3, Weighting.UNIFORM, Preprocessing.NONE));
            }
        },
        PERCEPTRON {
            @Override
            Classifier fit(Examples examples, Augmentation augmentation) {
                LearningSettings learning = learning(augmentation);
                var settings = new TrainingSettings(
                        NetworkSettings.classifier(8),
                        learning.optimizer(),
                        learning.schedule(),
                        learning.epochSettings(),
                        learning.regularization(),
                        augmentation,
                        learning.seed());
                return new PerceptronTraining(settings, 1, TrainingListener.silent())
                        .train(examples, examples.range(0, 0))
                        .classifier();
            }
        },
        NETWORK {
            @Override
            Classifier fit(Examples examples, Augmentation augmentation) {
                var design = NetworkDesign.classifier(
                        List.of(Convolution.same(4, 3), new Rectifier(), new Flatten(), new Dense(6), new Rectifier()));
                return new NetworkTraining(design, learning(augmentation), 2, TrainingListener.silent())
                        .train(examples, examples.range(0, 0))
                        .classifier();
            }
        };

        abstract Classifier fit(Examples examples, Augmentation augmentation);

        static LearningSettings learning(Augmentation augmentation) {
            return new LearningSettings(
                    Optimizer.Adam.withRate(0.01),
                    new LearningRateSchedule.Constant(),
                    EpochSettings.of(10, 32),
                    Regularization.NONE,
                    augmentation,
                    1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theColorAloneTellsTheClass(Kind kind) {
        Examples test = patches(90, 2);

        Classifier model = kind.fit(patches(300, 1), Augmentation.NONE);

        assertThat(model.input()).isEqualTo(SHAPE);
        assertThat(right(model, test)).isEqualTo(90);
    }

    @ParameterizedTest
    @EnumSource(names = {"PERCEPTRON", "NETWORK"})
    void distortedImagesKeepTheirColors(Kind kind) {
        Classifier model = kind.fit(patches(300, 1), new Augmentation(1, 10, 0.1, 0.1, 1, 3));

        assertThat(right(model, patches(90, 2))).isEqualTo(90);
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotReadBackScoresTheSameBitsOneByOne(Kind kind) throws InvalidSnapshotException {
        Classifier model = kind.fit(patches(60, 1), Augmentation.NONE);
        Examples test = patches(13, 2);

        byte[] snapshot = Snapshots.write(model);
        Classifier readBack = Snapshots.read(snapshot);

        assertThat(Snapshots.format(model)).isEqualTo(2);
        assertThat(snapshot).startsWith('G', 'L', 'Y', 'M', 0, 2);
        assertThat(readBack.input()).isEqualTo(SHAPE);
        assertThat(Snapshots.write(readBack)).isEqualTo(snapshot);
        Scores together = model.score(test.pixels(), test.size());
        for (int image = 0; image < test.size(); image++) {
            assertThat(readBack.score(test.pixels(image), 1).outputs(0)).containsExactly(together.outputs(image));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, channels must be 1 or 3 but were 0",
        "1, a model of gray images must be in format 1",
        "2, channels must be 1 or 3 but were 2",
        "255, channels must be 1 or 3 but were 255",
    })
    void wrongChannelsInASnapshotAreNamed(int channels, String message) {
        byte[] snapshot = Snapshots.write(Kind.NEIGHBORS.fit(patches(9, 1), Augmentation.NONE));
        snapshot[CHANNELS_AT] = (byte) channels;

        assertThatThrownBy(() -> Snapshots.read(snapshot))
                .isInstanceOf(InvalidSnapshotException.class)
                .hasMessageContaining(message);
    }

    @Test
    void imagesInColorAreNotDeskewed() {
        var deskewed = new NeighborSettings(1, Weighting.UNIFORM, Preprocessing.DESKEW);

        assertThatThrownBy(() -> NearestNeighbors.fit(patches(9, 1), deskewed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("preprocessing deskew needs gray images but these are 5 x 7 x 3");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theNearestAreThoseOfTheSmallestSumOfSquaresOverAllChannels(long seed) {
        Examples references = noise(40, seed);
        Examples queries = noise(5, seed + 100);

        var model = NearestNeighbors.fit(references, new NeighborSettings(1, Weighting.UNIFORM, Preprocessing.NONE));
        var found = model.search(queries.pixels(), queries.size(), 1);

        for (int query = 0; query < queries.size(); query++) {
            long least = Long.MAX_VALUE;
            for (int reference = 0; reference < references.size(); reference++) {
                least = Math.min(least, squared(queries.pixels(query), references.pixels(reference)));
            }
            assertThat(found.distance(query, 0)).isEqualTo(least);
        }
    }

    /** Within a border of background, distortion in color is that of each channel by itself in gray. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyChannelIsMovedAsAGrayImageWouldBe(long seed) {
        var augmentation = new Augmentation(1, 15, 0.1, 0.1, 1, 4);
        int rows = 13;
        int columns = 11;
        var random = new Random(seed);
        var color = new byte[rows * columns * 3];
        var gray = new byte[3][rows * columns];
        for (int row = 5; row < rows - 5; row++) {
            for (int column = 5; column < columns - 5; column++) {
                for (int channel = 0; channel < 3; channel++) {
                    byte value = (byte) random.nextInt(256);
                    color[(row * columns + column) * 3 + channel] = value;
                    gray[channel][row * columns + column] = value;
                }
            }
        }

        byte[] distorted = new Distortion(augmentation, new InputShape(rows, columns, 3))
                .distorted(color, 0, new RandomStream(seed));

        for (int channel = 0; channel < 3; channel++) {
            byte[] alone =
                    new Distortion(augmentation, rows, columns).distorted(gray[channel], 0, new RandomStream(seed));
            for (int place = 0; place < alone.length; place++) {
                assertThat(distorted[place * 3 + channel]).isEqualTo(alone[place]);
            }
        }
    }

    @Test
    void outsideOfAnImageInColorItsEdgeGoesOn() {
        var image = new byte[3 * 4 * 3];
        Arrays.fill(image, (byte) 200);

        assertThat(new Distortion(new Augmentation(2, 30, 0.2, 0, 0, 4), new InputShape(3, 4, 3))
                        .distorted(image, 0, new RandomStream(3)))
                .isEqualTo(image);
    }

    /** The bright channel is the label; brightness and place differ. */
    private static Examples patches(int count, long seed) {
        var random = new Random(seed);
        var pixels = new byte[count * SHAPE.values()];
        var labels = new int[count];
        for (int image = 0; image < count; image++) {
            labels[image] = image % 3;
            for (int value = 0; value < SHAPE.values(); value++) {
                int bright = value % 3 == labels[image] ? 150 : 0;
                pixels[image * SHAPE.values() + value] = (byte) (bright + random.nextInt(100));
            }
        }
        return new Examples(SHAPE, 3, pixels, labels);
    }

    private static Examples noise(int count, long seed) {
        var pixels = new byte[count * SHAPE.values()];
        new Random(seed).nextBytes(pixels);
        return new Examples(SHAPE, 2, pixels, new int[count]);
    }

    private static long squared(byte[] one, byte[] other) {
        long sum = 0;
        for (int i = 0; i < one.length; i++) {
            long difference = (one[i] & 0xff) - (other[i] & 0xff);
            sum += difference * difference;
        }
        return sum;
    }

    private static int right(Classifier model, Examples test) {
        Scores scores = model.score(test.pixels(), test.size());
        int right = 0;
        for (int image = 0; image < test.size(); image++) {
            right += scores.label(image) == test.label(image) ? 1 : 0;
        }
        return right;
    }
}
