package io.glyphstream.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/*
 * The width is one for the whole process. Kernels hold it in a static final field, since the compiler turns vectors into
 * instructions only where it knows their width, and a second width in one process spoils what it knows (see
 * VectorKernel.cast). So a test that wants another width starts a Java of its own with the property.
 */
/** The width of the vectors that all kernels use. Nothing may refer to this class before the module is known to be there. */
public final class VectorWidth {

    /** Names the system property that forces a width in bits: 64, 128, 256 or 512. It is for tests; speed is lost. */
    public static final String PROPERTY = "io.glyphstream.vector.bits";

    /** The widest vectors of floats that the machine has, at most of 512 bits, or those that {@link #PROPERTY} forces. */
    public static final VectorSpecies<Float> FLOATS = floats(Integer.getInteger(PROPERTY, widest()));

    private VectorWidth() {}

    private static int widest() {
        return Math.min(FloatVector.SPECIES_PREFERRED.vectorBitSize(), SparseRows.PADDING * Float.SIZE);
    }

    static VectorSpecies<Float> floats(int bits) {
        if (bits != 64 && bits != 128 && bits != 256 && bits != 512) {
            throw new IllegalArgumentException(
                    "vectors must have 64, 128, 256 or 512 bits but " + PROPERTY + " was " + bits);
        }
        return VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
    }
}
