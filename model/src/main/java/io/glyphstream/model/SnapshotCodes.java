package io.glyphstream.model;

import java.util.Arrays;
import java.util.function.ToIntFunction;

/** The numbers that stand for settings in snapshots: fixed for each value, whatever its place in the enum. */
final class SnapshotCodes {
    private SnapshotCodes() {}

    /**
     * Returns the value that a number stands for.
     *
     * @param name of the setting, for the message
     */
    static <T> T value(String name, T[] values, ToIntFunction<T> code, int read) throws InvalidSnapshotException {
        for (T value : values) {
            if (code.applyAsInt(value) == read) {
                return value;
            }
        }
        var known = Arrays.stream(values).mapToInt(code).sorted().toArray();
        throw new InvalidSnapshotException(name + " must be one of " + Arrays.toString(known) + " but was " + read);
    }
}
