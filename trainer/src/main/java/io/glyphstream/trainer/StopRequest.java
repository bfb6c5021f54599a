package io.glyphstream.trainer;

import java.util.function.Supplier;

/** Somebody's wish that training ends soon, at any time and from any thread; it holds for every training from then on. */
final class StopRequest {

    private volatile boolean made;
    private volatile Runnable stopper = () -> {};

    void make() {
        made = true;
        stopper.run();
    }

    boolean isMade() {
        return made;
    }

    /**
     * Does the work of a training, and ends it early when the wish comes meanwhile.
     *
     * @param end makes the work end early; called before it, too, if the wish is older
     */
    <T> T during(Runnable end, Supplier<T> work) {
        stopper = end;
        if (made) {
            end.run();
        }
        try {
            return work.get();
        } finally {
            stopper = () -> {};
        }
    }
}
