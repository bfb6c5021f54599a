package io.glyphstream.model.graph;

/** An axis of a {@link Shape}, in the order in which values lie: channels are side by side. */
public enum Axis {
    ROWS(0),
    COLUMNS(1),
    CHANNELS(2);

    /** What snapshots hold for it; it never changes. */
    final int code;

    Axis(int code) {
        this.code = code;
    }

    /**
     * Returns the axis that a number of a snapshot stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    static Axis of(int code) {
        for (Axis axis : values()) {
            if (axis.code == code) {
                return axis;
            }
        }
        throw new IllegalArgumentException("an axis must be one of [0, 1, 2] but was " + code);
    }
}
