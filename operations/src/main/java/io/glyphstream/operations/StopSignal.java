package io.glyphstream.operations;

import java.util.concurrent.TimeUnit;

/** Asks work that takes long to end. */
@FunctionalInterface
public interface StopSignal {

    /** Waits at most so long, and returns true if the work is to end. */
    boolean await(long time, TimeUnit unit) throws InterruptedException;
}
