package io.glyphstream.model;

/** The one place that says whether the machine's vector instructions are in use. */
public final class VectorSupport {

    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    static {
        if (!PRESENT) {
            System.getLogger(VectorSupport.class.getPackageName()).log(System.Logger.Level.WARNING, description());
        }
    }

    private VectorSupport() {}

    /** Says whether the vector module is there; without it every result is the same, only slower. */
    public static boolean isPresent() {
        return PRESENT;
    }

    /** Returns one line for a person: what is in use, and what to do where it is missing. */
    public static String description() {
        if (PRESENT) {
            return "vector instructions are in use";
        }
        return "vector instructions are not in use, so mathematics is slower than it could be:"
                + " start Java with --add-modules jdk.incubator.vector";
    }
}
