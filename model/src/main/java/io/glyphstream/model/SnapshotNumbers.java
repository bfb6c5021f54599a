package io.glyphstream.model;

import java.util.Arrays;
import java.util.function.ToIntFunction;

/** Numbers as they are read from snapshots, checked against what they may be. */
public final class SnapshotNumbers {

    private SnapshotNumbers() {}

    /**
     * Returns the setting that a number stands for. The number is fixed for each setting, whatever its place in the enum.
     *
     * @param name of the setting, for the message
     * @param code returns the number of a setting
     * @throws InvalidSnapshotException if no setting has this number
     */
    public static <T> T value(String name, T[] values, ToIntFunction<T> code, int read)
            throws InvalidSnapshotException {
        for (T value : values) {
            if (code.applyAsInt(value) == read) {
                return value;
            }
        }
        var known = Arrays.stream(values).mapToInt(code).sorted().toArray();
        throw new InvalidSnapshotException(name + " must be one of " + Arrays.toString(known) + " but was " + read);
    }

    /**
     * Returns the value.
     *
     * @param name of the value, for the message
     * @throws InvalidSnapshotException if it is not within [1, most]
     */
    public static int within(String name, int value, int most) throws InvalidSnapshotException {
        if (value < 1 || value > most) {
            throw new InvalidSnapshotException(name + " must be within [1, " + most + "] but was " + value);
        }
        return value;
    }
}
