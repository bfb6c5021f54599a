package io.glyphstream.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class OpenWindowsTest {
    /** Open while the newest window starts at most 100 ms later. */
    private final OpenWindows windows = new OpenWindows((start, newest) -> newest - start <= 100);

    @Test
    void windowIsOpenUntilTheNewestStartsTooMuchLater() {
        assertThat(windows.isOpen(Long.MIN_VALUE)).as("none is known").isTrue();
        add("a", 0);
        add("b", 100);

        assertThat(windows.isOpen(0)).isTrue();
        assertThat(windows.isOpen(-1)).isFalse();
        assertThat(windows.isOpen(500)).isTrue();
    }

    @Test
    void keysOfClosedWindowsComeOnceAndTheOldestFirst() {
        add("a", 0);
        add("b", 0);
        add("c", 1);
        add("d", 2);
        windows.add("total", null);
        assertThat(windows.close()).isEmpty();

        add("e", 102);

        assertThat(windows.close()).containsExactly("a", "b", "c");
        assertThat(windows.close()).isEmpty();
        assertThat(windows.isOpen(1)).isFalse();
    }

    private void add(String key, long start) {
        windows.add(key, Instant.ofEpochMilli(start));
    }
}
