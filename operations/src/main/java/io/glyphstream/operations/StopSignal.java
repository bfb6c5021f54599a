package io.glyphstream.operations;

import java.util.concurrent.TimeUnit;

/** Tells work that takes long that it is to end. */
@FunctionalInterface
public interface StopSignal {

    /** Waits at most so long, and returns true if the work is to end. */
    boolean await(long time, TimeUnit unit) throws InterruptedException;
}
