package io.glyphstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FleetLagTest {

    @Test
    void imagesWaitFromWhatIsCommittedOrFromTheOldestThatIsLeft() {
        var progress = new GroupProgress(
                Map.of(0, 40L, 1, 10L, 3, 200L),
                Map.of(0, 0L, 1, 30L, 2, 5L, 3, 0L),
                Map.of(0, 100L, 1, 100L, 2, 9L, 3, 100L));

        assertThat(progress.behind(0)).isEqualTo(60);
        assertThat(progress.behind(1))
                .as("retention removed some that were not read")
                .isEqualTo(70);
        assertThat(progress.behind(2)).as("nothing is committed").isEqualTo(4);
        assertThat(progress.behind(3)).as("the topic was created again").isZero();
        assertThat(ProcessorLag.of(List.of(1, 0), progress)).isEqualTo(new ProcessorLag(List.of(0, 1), 130));
    }

    @Test
    void partitionsThatFollowOneAnotherAreARange() {
        assertThat(new ProcessorLag(List.of(7, 1, 0, 2, 4, 8), 0).ranges()).isEqualTo("0-2, 4, 7-8");
        assertThat(new ProcessorLag(List.of(3), 0).ranges()).isEqualTo("3");
        assertThat(ProcessorLag.NONE.ranges()).isEmpty();
    }

    @Test
    void theOneForWhichMostImagesWaitLagsMostUnlessTheyAreFew() {
        assertThat(lag(Map.of("app/one", 999L, "app/two", 10L)).most()).isEmpty();
        assertThat(lag(Map.of("app/one", 1_000L, "app/two", 4_000L)).most()).contains("app/two");
        assertThat(lag(Map.of()).most()).isEmpty();
    }

    private static FleetLag lag(Map<String, Long> images) {
        var shares = new HashMap<String, ProcessorLag>();
        images.forEach((name, waiting) -> shares.put(name, new ProcessorLag(List.of(0), waiting)));
        return new FleetLag(shares, Map.of(), Map.of());
    }
}
