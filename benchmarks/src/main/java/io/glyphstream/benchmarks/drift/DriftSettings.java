package io.glyphstream.benchmarks.drift;

import java.util.List;

/**
 * How much is measured, and how sure a detector must be.
 *
 * @param windows sizes of windows of images, each at least 2
 * @param trials windows or streams for each shift, at least 1
 * @param cleanWindows windows that did not change, for each size, at least 1
 * @param level the share of windows that may raise an alarm by outputs where nothing changed, within (0, 1)
 * @param delta the same for one look of ADWIN at mistakes, within (0, 1)
 */
public record DriftSettings(
        List<Integer> windows, int trials, int cleanWindows, double level, double delta, long seed) {

    public DriftSettings {
        windows = List.copyOf(windows);
        if (windows.isEmpty() || windows.stream().anyMatch(window -> window < 2)) {
            throw new IllegalArgumentException("--windows must be sizes of at least 2 but was " + windows);
        }
        if (trials < 1) {
            throw new IllegalArgumentException("--trials must be at least 1 but was " + trials);
        }
        if (cleanWindows < 1) {
            throw new IllegalArgumentException("--clean-windows must be at least 1 but was " + cleanWindows);
        }
        requireShare("--level", level);
        requireShare("--delta", delta);
    }

    private static void requireShare(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be between 0 and 1 but was " + value);
        }
    }
}
