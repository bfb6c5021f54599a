package io.glyphstream.registry.deployments;

import static io.glyphstream.registry.topics.WrittenTopics.bytes;
import static io.glyphstream.registry.topics.WrittenTopics.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.ModelManifest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which model may answer the images that come at present. */
final class StreamFitTest {
    private static final ModelManifest CHAMPION = model(1, 28, 10);
    private static final RecentImages NOTHING = recent(Map.of());

    @Test
    void aModelOfTheSameSizeAndClassesFitsWithoutAWord() {
        var recent = recent(Map.of(image(28, 3), 90L, image(28), 10L));

        assertThat(StreamFit.of(model(2, 28, 10), Optional.of(CHAMPION), recent))
                .isEqualTo(new StreamFit(List.of(), Optional.empty()));
    }

    @Test
    void anotherSizeIsAWarningWithBothAndWhereSuchImagesComeAnObjection() {
        var small = model(2, 8, 10);
        String both = "mlp@2 takes images of 8 x 8 in 10 classes, the champion mlp@1 images of 28 x 28 in 10 classes";

        var quiet = StreamFit.of(small, Optional.of(CHAMPION), NOTHING);
        var busy = StreamFit.of(small, Optional.of(CHAMPION), recent(Map.of(image(28), 118L, image(8), 2L)));

        assertThat(quiet.warnings()).containsExactly(both);
        assertThat(quiet.objection()).isEmpty();
        assertThat(busy.warnings()).containsExactly(both);
        assertThat(busy.objection())
                .contains("mlp@2 takes images of 8 x 8 in 10 classes, so 118 of the 120 newest images of the last 10"
                        + " minutes would become dead letters: it does not take images of 28 x 28");
    }

    @Test
    void aModelOfColorsDoesNotTakeGrayImagesOfTheSameSize() {
        var color = model(2, 28, 10);
        color.put("channels", 3);

        var busy = StreamFit.of(color, Optional.of(CHAMPION), recent(Map.of(image(28), 5L)));

        assertThat(busy.warnings())
                .containsExactly("mlp@2 takes images of 28 x 28 x 3 in 10 classes,"
                        + " the champion mlp@1 images of 28 x 28 in 10 classes");
        assertThat(busy.objection())
                .contains("mlp@2 takes images of 28 x 28 x 3 in 10 classes, so 5 of the 5 newest images of the last 10"
                        + " minutes would become dead letters: it does not take images of 28 x 28");
    }

    @Test
    void otherClassesAreAWarningAndLabelsOutsideThemAnObjection() {
        var fewer = model(2, 28, 3);
        var more = model(2, 28, 12);

        var known = StreamFit.of(fewer, Optional.of(CHAMPION), recent(Map.of(image(28, 2), 5L, image(28), 5L)));
        StreamFit unknown =
                StreamFit.of(fewer, Optional.of(CHAMPION), recent(Map.of(image(28, 3), 4L, image(28, 9), 1L)));

        assertThat(known.warnings()).singleElement().asString().contains("in 3 classes", "in 10 classes");
        assertThat(known.objection()).isEmpty();
        assertThat(unknown.objection()).get().asString().contains("5 of the 5", "it does not take the label 3 to 9");
        assertThat(StreamFit.of(more, Optional.of(CHAMPION), recent(Map.of(image(28, 9), 4L)))
                        .objection())
                .isEmpty();
    }

    @Test
    void imagesThatTheChampionCannotAnswerEitherAreNoObjection() {
        var strays = recent(Map.of(image(28), 10L, image(8), 100L, image(28, 11), 100L));

        assertThat(StreamFit.of(model(2, 28, 10), Optional.of(CHAMPION), strays).objection())
                .isEmpty();
        assertThat(StreamFit.of(CHAMPION, Optional.of(model(2, 8, 10)), recent(Map.of(image(28), 10L)))
                        .objection())
                .as("the way back from a champion that answers nothing")
                .isEmpty();
    }

    @Test
    void theFirstChampionMustAnswerSomeOfWhatComes() {
        var first = model(1, 28, 10);

        var some = StreamFit.of(first, Optional.empty(), recent(Map.of(image(28), 1L, image(8), 9L)));
        var none = StreamFit.of(first, Optional.empty(), recent(Map.of(image(8), 9L)));

        assertThat(some.objection()).isEmpty();
        assertThat(some.warnings()).singleElement().asString().contains("9 of the 10", "8 x 8");
        assertThat(none.objection()).isPresent();
        assertThat(StreamFit.of(first, Optional.empty(), NOTHING))
                .isEqualTo(new StreamFit(List.of(), Optional.empty()));
    }

    @Test
    void onlyAFewOfManySizesAreNamed() {
        var recent = recent(Map.of(image(5), 1L, image(6), 1L, image(7), 1L, image(9), 1L));

        assertThat(StreamFit.of(CHAMPION, Optional.empty(), recent).objection())
                .get()
                .asString()
                .endsWith("images of 5 x 5, 6 x 6, 7 x 7 and other sizes");
    }

    @Test
    void aSingleLabelIsNamedAloneAndThreeSizesAreAllThereAre() {
        var label = recent(Map.of(image(28, 3), 4L));
        var sizes = recent(Map.of(image(5), 1L, image(6), 1L, image(7), 1L));

        assertThat(StreamFit.of(model(2, 28, 3), Optional.of(CHAMPION), label).objection())
                .get()
                .asString()
                .endsWith("it does not take the label 3");
        assertThat(StreamFit.of(CHAMPION, Optional.empty(), sizes).objection())
                .get()
                .asString()
                .endsWith("images of 5 x 5, 6 x 6, 7 x 7");
    }

    private static RecentImages recent(Map<RecentImages.Kind, Long> counts) {
        return new RecentImages(Duration.ofMinutes(10), counts);
    }

    private static RecentImages.Kind image(int side) {
        return new RecentImages.Kind(new ClaimedShape(side, side, 1), OptionalInt.empty());
    }

    private static RecentImages.Kind image(int side, int label) {
        return new RecentImages.Kind(new ClaimedShape(side, side, 1), OptionalInt.of(label));
    }

    private static ModelManifest model(int version, int side, int classes) {
        var any = manifest("mlp", version, bytes(170, version));
        return new ModelManifest(
                any.getReference(),
                any.getKind(),
                any.getFormat(),
                any.getSize(),
                any.getChunkHashes(),
                side,
                side,
                classes,
                any.getTraining(),
                any.getProbes(),
                any.getPublishedBy(),
                any.getPublishedAt(),
                null,
                1,
                List.of(),
                null,
                null);
    }
}
