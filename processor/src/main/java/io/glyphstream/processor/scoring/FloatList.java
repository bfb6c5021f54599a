package io.glyphstream.processor.scoring;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The floats of an array as a list, which boxes one only where it is looked at. */
final class FloatList extends AbstractList<Float> implements RandomAccess {
    private final float[] values;

    /** A view of the array, which must not change. */
    FloatList(float[] values) {
        this.values = values;
    }

    @Override
    public Float get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
