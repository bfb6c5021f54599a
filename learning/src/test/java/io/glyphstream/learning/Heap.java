package io.glyphstream.learning;

/** How much memory is held. */
public final class Heap {

    private Heap() {}

    /** Returns the bytes that are held after a garbage collection. */
    public static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
