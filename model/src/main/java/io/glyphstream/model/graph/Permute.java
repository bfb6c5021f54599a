package io.glyphstream.model.graph;

import java.util.EnumSet;
import java.util.List;

/**
 * The same values with the axes in another order.
 *
 * @param rows the axis of what comes that becomes the rows
 * @param columns the axis of what comes that becomes the columns
 * @param channels the axis of what comes that becomes the channels
 */
public record Permute(Axis rows, Axis columns, Axis channels) implements Operation {

    public Permute {
        if (EnumSet.of(rows, columns, channels).size() != Axis.values().length) {
            throw new IllegalArgumentException(
                    "each axis must become another but they were " + rows + ", " + columns + " and " + channels);
        }
    }

    /** Returns the order in which values lie channel by channel: rows become channels' places, and so on. */
    public static Permute channelsFirst() {
        return new Permute(Axis.CHANNELS, Axis.ROWS, Axis.COLUMNS);
    }

    /** Returns what turns {@link #channelsFirst} back. */
    public static Permute channelsLast() {
        return new Permute(Axis.COLUMNS, Axis.CHANNELS, Axis.ROWS);
    }

    @Override
    public Shape outputOf(List<Shape> inputs) {
        Shape input = Bounds.single(inputs);
        return new Shape(input.length(rows), input.length(columns), input.length(channels));
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.permute(this);
    }
}
