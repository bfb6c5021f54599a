package io.glyphstream.producer;

/** Listens to the progress of a run. Called on the sending thread, so it must be quick. */
@FunctionalInterface
public interface ProduceListener {

    /** Called every now and then while the run goes on, and once at its end. */
    void progress(ProduceProgress progress);
}
