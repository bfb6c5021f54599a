package io.glyphstream.benchmarks;

/** Hears what is being measured. */
@FunctionalInterface
interface Progress {
    void tell(String what);
}
