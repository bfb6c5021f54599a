package io.glyphstream.model.graph;

import java.util.Collections;
import java.util.List;

/**
 * How pixels of 0 to 255 become the values that come to a network: pixel x multiplier + addend, rounded once.
 *
 * @param multipliers one for each channel
 * @param addends one for each channel
 */
public record InputScale(List<Float> multipliers, List<Float> addends) {

    public InputScale {
        multipliers = List.copyOf(multipliers);
        addends = List.copyOf(addends);
        if (multipliers.size() != addends.size()) {
            throw new IllegalArgumentException("there must be as many addends as the " + multipliers.size()
                    + " multipliers but there were " + addends.size());
        }
        multipliers.forEach(InputScale::requireFinite);
        addends.forEach(InputScale::requireFinite);
    }

    /** Returns the same scale for so many channels. */
    public static InputScale of(int channels, float multiplier, float addend) {
        return new InputScale(Collections.nCopies(channels, multiplier), Collections.nCopies(channels, addend));
    }

    /** Returns the number of channels. */
    public int channels() {
        return multipliers.size();
    }

    /** Returns what becomes of all 256 pixels of a channel. */
    float[] table(int channel) {
        var table = new float[256];
        for (int pixel = 0; pixel < table.length; pixel++) {
            table[pixel] = Math.fma((float) pixel, multipliers.get(channel), addends.get(channel));
        }
        return table;
    }

    private static void requireFinite(float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("an input's scale must be a finite float but was " + value);
        }
    }
}
