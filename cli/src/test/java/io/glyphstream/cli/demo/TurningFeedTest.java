package io.glyphstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Distortion;
import io.glyphstream.producer.FeedImage;
import java.util.ArrayList;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TurningFeedTest {

    private static final byte[] BAR = {0, 9, 0, 0, 9, 0, 0, 9, 0};
    private static final byte[] CORNER = {9, 9, 0, 9, 0, 0, 0, 0, 0};

    private final StorySettings settings = new StorySettings(1, 4, 5, 20, 2, 1, 1);
    private final LabeledImages images =
            new LabeledImages("signs", 3, 3, 2, concatenated(BAR, CORNER), new int[] {0, 1});

    @Test
    void imagesComeUprightThenTurnByEqualStepsAndStayTurned() {
        assertThat(settings.degreesAt(3)).isZero();
        assertThat(settings.degreesAt(4)).isEqualTo(8);
        assertThat(settings.degreesAt(5)).isEqualTo(16);
        assertThat(settings.degreesAt(settings.fullyTurned() - 1)).isLessThan(40);
        assertThat(settings.degreesAt(settings.fullyTurned())).isEqualTo(40);
        assertThat(settings.degreesAt(1_000)).isEqualTo(40);
    }

    @Test
    void everyImageHasANumberItsLabelAndItsAngle() {
        var fed = new ArrayList<FeedImage>();
        new TurningFeed(images, settings).forEachRemaining(fed::add);

        assertThat(fed).hasSize(20);
        assertThat(fed.get(0).image()).isEqualTo(PixelImage.owning(PixelShape.gray(3, 3), BAR));
        assertThat(fed.get(5).label()).isEqualTo(OptionalInt.of(1));
        assertThat(fed.get(5).image())
                .isEqualTo(PixelImage.owning(
                        PixelShape.gray(3, 3), new Distortion(Augmentation.NONE, 3, 3).turned(CORNER, 16)));
        assertThat(fed.get(5).source()).isEqualTo("signs, turned by 16.00 degrees");
        for (int i = 0; i < fed.size(); i++) {
            assertThat(TurningFeed.number(fed.get(i).id())).hasValue(i);
        }
    }

    @Test
    void turnedImagesAreCounted() {
        var feed = new TurningFeed(images, settings);
        for (int i = 0; i < 4; i++) {
            feed.next();
        }
        assertThat(feed.turned()).isZero();

        feed.next();

        assertThat(feed.turned()).isEqualTo(1);
    }

    @Test
    void theTurnIsToldWhenItBeginsAndAtEveryTenDegrees() {
        var told = new ArrayList<Double>();
        var feed = new ToldFeed(new TurningFeed(images, settings), told::add, () -> false);

        feed.forEachRemaining(image -> {});

        assertThat(told).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0);
    }

    @Test
    void theFeedEndsWithTheStory() {
        var over = new boolean[1];
        var feed = new ToldFeed(new TurningFeed(images, settings), degrees -> {}, () -> over[0]);
        feed.next();
        assertThat(feed.hasNext()).isTrue();

        over[0] = true;

        assertThat(feed.hasNext()).isFalse();
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        var all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
