package io.glyphstream.producer;

/** Hears how far a run has come. Called on the sending thread, so it must be quick. */
@FunctionalInterface
public interface ProduceListener {

    /** Called every now and then while the run goes on, and once at its end. */
    void progress(ProduceProgress progress);
}
