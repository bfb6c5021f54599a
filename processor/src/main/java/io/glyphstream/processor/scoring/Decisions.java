package io.glyphstream.processor.scoring;

import java.time.Clock;

/** Makes decisions by the models in service. Thread-safe. */
public interface Decisions {
    /** Returns how records are decided by the models that are in service now. */
    Decision newest();

    /** Returns the clock that answers are dated by. */
    Clock clock();
}
