package io.glyphstream.benchmarks.measuring;

/** Hears what is being measured. */
@FunctionalInterface
public interface Progress {
    void tell(String what);
}
