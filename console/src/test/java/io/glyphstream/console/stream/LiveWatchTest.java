package io.glyphstream.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveWatchTest {

    @Test
    void countsArePolledWithoutAPauseWhileMoreOfThemLieAheadThanAPollBrings() {
        assertThat(LiveWatch.pauseWith(NewestReader.MOST + 1)).isZero();
        assertThat(LiveWatch.pauseWith(NewestReader.MOST)).isPositive();
        assertThat(LiveWatch.pauseWith(0)).isPositive();
    }
}
