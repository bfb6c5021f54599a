package io.glyphstream.benchmarks.measuring;

/** Listens to what is being measured. */
@FunctionalInterface
public interface Progress {
    void tell(String what);
}
