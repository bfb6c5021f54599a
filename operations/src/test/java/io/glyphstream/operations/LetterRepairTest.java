package io.glyphstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.pictures.Pictures;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.TrainingFacts;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LetterRepairTest {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private static final Set<LetterRepair.Change> ALL = EnumSet.allOf(LetterRepair.Change.class);

    @Test
    void anImageThatTheChampionTakesComesBackAsItIs() {
        var image = image(28, 28, 3);

        var outcome = repair(Set.of(), TOPICS.images().encode(image));

        assertThat(outcome).isEqualTo(new LetterRepair.Outcome.Repaired(image));
    }

    @Test
    void anotherSizeIsBroughtToTheChampionsIfThatIsAllowed() {
        var small = TOPICS.images().encode(image(14, 20, 3));

        assertThat(repair(Set.of(), small)).isInstanceOf(LetterRepair.Outcome.Unrepairable.class);
        assertThat(repair(ALL, small)).isInstanceOfSatisfying(LetterRepair.Outcome.Repaired.class, repaired -> {
            assertThat(repaired.image().getRows()).isEqualTo(28);
            assertThat(repaired.image().getColumns()).isEqualTo(28);
            assertThat(repaired.image().getPixels().remaining()).isEqualTo(784);
            assertThat(repaired.image().getLabel()).isEqualTo(3);
        });
    }

    @Test
    void colorsAreNotConverted() {
        var image = color(28, 28);

        assertThat(repair(ALL, TOPICS.images().encode(image)))
                .isEqualTo(new LetterRepair.Outcome.Unrepairable(
                        "it is 28 x 28 x 3, and the champion takes 28 x 28: colors are not converted"));
    }

    /** Each channel as a gray image of that size. */
    @Test
    void anImageInColorIsResizedChannelByChannel() {
        var champion = champion();
        champion.put("channels", 3);
        var image = color(9, 14);

        var outcome = new LetterRepair(TOPICS.images(), champion, ALL)
                .repair(TOPICS.images().encode(image));

        assertThat(outcome).isInstanceOfSatisfying(LetterRepair.Outcome.Repaired.class, repaired -> {
            assertThat(repaired.image().getChannels()).isEqualTo(3);
            var pixels = Images.pixels(repaired.image());
            for (int channel = 0; channel < 3; channel++) {
                var shades = new byte[9 * 14];
                for (int place = 0; place < shades.length; place++) {
                    shades[place] = Images.pixels(image)[3 * place + channel];
                }
                var alone =
                        Pictures.resize(new GrayImage(9, 14, shades), 28, 28).pixels();
                for (int place = 0; place < alone.length; place++) {
                    assertThat(pixels[3 * place + channel]).isEqualTo(alone[place]);
                }
            }
        });
    }

    private static Image color(int rows, int columns) {
        var pixels = new byte[rows * columns * 3];
        new Random(1).nextBytes(pixels);
        return new Image("a", rows, columns, ByteBuffer.wrap(pixels), 3, Instant.EPOCH, "test", 3);
    }

    @Test
    void aLabelThatTheChampionDoesNotKnowIsLeftOutIfThatIsAllowed() {
        for (int label : new int[] {10, 300, -1}) {
            var mislabeled = TOPICS.images().encode(image(28, 28, label));

            assertThat(repair(Set.of(), mislabeled)).isInstanceOf(LetterRepair.Outcome.Unrepairable.class);
            assertThat(repair(ALL, mislabeled)).isEqualTo(new LetterRepair.Outcome.Repaired(image(28, 28, null)));
        }
    }

    @Test
    void whatIsNoImageCannotBeRepaired() {
        assertThat(repair(ALL, null)).isEqualTo(new LetterRepair.Outcome.Unrepairable("it has no value"));
        assertThat(repair(ALL, new byte[] {0, 0, 0})).isInstanceOf(LetterRepair.Outcome.Unrepairable.class);
    }

    private static LetterRepair.Outcome repair(Set<LetterRepair.Change> allowed, byte @Nullable [] value) {
        return new LetterRepair(TOPICS.images(), champion(), allowed).repair(value);
    }

    private static Image image(int rows, int columns, @Nullable Integer label) {
        return new Image("a", rows, columns, ByteBuffer.allocate(rows * columns), label, Instant.EPOCH, "test", 1);
    }

    private static ModelManifest champion() {
        var digest = Digests.sha256(new byte[0]);
        var training = new TrainingFacts("none", digest, 1L, Map.of(), 0L, 0L, 0L, List.of(), 0L, null, null);
        return new ModelManifest(
                new ModelReference("mlp", 1, digest),
                "perceptron",
                1,
                1L,
                List.of(digest),
                28,
                28,
                10,
                training,
                List.of(),
                "tester",
                Instant.EPOCH,
                null,
                1,
                List.of(),
                null,
                null);
    }
}
