package io.glyphstream.counting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Sha256;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnsweredImagesTest {
    private static final List<ModelReference> ONE = List.of(reference("mlp", 1));
    private static final List<ModelReference> TWO = List.of(reference("mlp", 2), reference("knn", 1));

    /** The slow twin is a map that keeps the order; few different ids, so that many come again, and many lie close in the table. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 15", "3, 16", "4, 17", "5, 100", "6, 5000"})
    void doesWhatAMapThatKeepsTheOrderDoes(long seed, int most) {
        var random = new Random(seed);
        var images = new AnsweredImages();
        Map<String, AnsweredImage> twin = new LinkedHashMap<>();
        for (var step = 0; step < 20_000; step++) {
            var id = id(random.nextInt(3 * most));
            var image = image(random);
            assertThat(images.add(id, image, step)).isEqualTo(twin.putIfAbsent(id, image) == null);
            if (twin.size() > most || random.nextInt(50) == 0) {
                images.removeOldest();
                twin.remove(twin.keySet().iterator().next());
            }
            assertThat(images.size()).isEqualTo(twin.size());
            var asked = id(random.nextInt(3 * most));
            assertSame(images, asked, twin);
        }
        twin.keySet().forEach(id -> assertSame(images, id, twin));
    }

    private static void assertSame(AnsweredImages images, String id, Map<String, AnsweredImage> twin) {
        var expected = twin.get(id);
        var found = images.get(id);
        assertThat(found.isPresent()).isEqualTo(expected != null);
        if (expected == null) {
            return;
        }
        var image = found.orElseThrow();
        assertThat(image.models()).isEqualTo(expected.models());
        assertThat(image.classes()).isEqualTo(expected.classes());
        assertThat(image.windowStart()).isEqualTo(expected.windowStart());
        assertThat(image.truth()).isEqualTo(expected.truth());
        for (var i = 0; i < expected.models().size(); i++) {
            assertThat(image.answer(i)).isEqualTo(expected.answer(i));
        }
    }

    @Test
    void truthThatAnImageTakesOnStays() {
        var images = new AnsweredImages();
        images.add(
                "a", new AnsweredImage(ONE, 256, new byte[] {(byte) 255}, AnsweredImage.NONE, AnsweredImage.NONE), 0);
        images.get("a").orElseThrow().become(255);
        var again = images.get("a").orElseThrow();
        assertThat(again.truth()).isEqualTo(255);
        assertThat(again.answer(0)).isEqualTo(255);
        assertThat(again.windowStart()).isEqualTo(AnsweredImage.NONE);
    }

    @Test
    void oldestIsTheOneThatCameFirst() {
        var images = new AnsweredImages();
        for (var i = 0; i < 100; i++) {
            images.add(id(i), image(new Random(i)), 1000 + i);
        }
        for (var i = 0; i < 99; i++) {
            assertThat(images.oldestArrival()).isEqualTo(1000 + i);
            images.removeOldest();
            assertThat(images.get(id(i))).isEmpty();
        }
        assertThat(images.get(id(99))).isPresent();
    }

    /** Sixteen places and 1,024 bytes at first: one less, as many and one more, from every beginning of the ring. */
    @ParameterizedTest
    @CsvSource({"15, 63", "16, 63", "17, 59", "16, 64", "31, 32", "32, 31", "33, 31"})
    void nothingIsLostWhenTheRingsGrow(int count, int bytesOfAnImage) {
        for (var begin = 0; begin < 40; begin++) {
            var images = new AnsweredImages();
            for (var i = 0; i < begin; i++) {
                images.add("before" + i, image(new Random(i)), i);
                images.removeOldest();
            }
            for (var i = 0; i < count; i++) {
                var added = new AnsweredImage(ONE, 10, new byte[] {(byte) i}, 1000 + i, i % 10);
                assertThat(images.add(Samples.id(i, bytesOfAnImage - 1), added, i))
                        .isTrue();
                assertThat(images.bytes()).isEqualTo((i + 1L) * bytesOfAnImage);
            }

            assertThat(images.size()).isEqualTo(count);
            for (var i = 0; i < count; i++) {
                var image = images.get(Samples.id(i, bytesOfAnImage - 1)).orElseThrow();
                assertThat(image.answer(0)).isEqualTo(i);
                assertThat(image.windowStart()).isEqualTo(1000 + i);
                assertThat(image.truth()).isEqualTo(i % 10);
                assertThat(image.models()).isEqualTo(ONE);
            }
            for (var i = 0; i < count; i++) {
                assertThat(images.oldestArrival()).isEqualTo(i);
                images.removeOldest();
                assertThat(images.bytes()).isEqualTo((count - i - 1L) * bytesOfAnImage);
                assertThat(images.get(Samples.id(i, bytesOfAnImage - 1))).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"Aa, BB", "0046131, 985dpn65"})
    void idsWithTheSameHashAreToldApart(String one, String other) {
        assertThat(Arrays.hashCode(one.getBytes(UTF_8))).isEqualTo(Arrays.hashCode(other.getBytes(UTF_8)));
        var images = new AnsweredImages();
        images.add(one, new AnsweredImage(ONE, 10, new byte[] {1}, 0, 3), 0);
        assertThat(images.get(other)).isEmpty();
        assertThat(images.add(other, new AnsweredImage(ONE, 10, new byte[] {2}, 0, 3), 1))
                .isTrue();
        assertThat(images.get(one).orElseThrow().answer(0)).isEqualTo(1);
        assertThat(images.get(other).orElseThrow().answer(0)).isEqualTo(2);

        images.removeOldest();

        assertThat(images.get(one)).isEmpty();
        assertThat(images.get(other).orElseThrow().answer(0)).isEqualTo(2);
    }

    @Test
    void anImageThatIsLargerThanTheWholeRingIsKept() {
        var images = new AnsweredImages();
        images.add("a", image(new Random(1)), 0);
        var id = Samples.id(7, 5000);

        images.add(id, new AnsweredImage(ONE, 10, new byte[] {9}, 0, 3), 1);

        assertThat(images.get(id).orElseThrow().answer(0)).isEqualTo(9);
        assertThat(images.get("a")).isPresent();
    }

    /** Of different lengths, one of them empty, some beyond ASCII. */
    private static String id(int number) {
        return number == 0 ? "" : "ü".repeat(number % 5) + "image-" + number;
    }

    private static AnsweredImage image(Random random) {
        var models = random.nextInt(4) == 0 ? TWO : ONE;
        var answers = new byte[models.size()];
        random.nextBytes(answers);
        return new AnsweredImage(models, 2 + random.nextInt(255), answers, random.nextLong(), random.nextInt(257) - 1);
    }

    private static ModelReference reference(String name, int version) {
        return new ModelReference(name, version, new Sha256(new byte[32]));
    }
}
