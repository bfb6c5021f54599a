package io.glyphstream.learning.service;

import io.glyphstream.schemas.TrainerState;

/** What a trainer service does. */
public enum TrainerPhase {
    /** It asks for the work, or another trainer of the model has it. */
    STANDING_BY(TrainerState.STOPPED),
    /** It waits for new labels, drift, or a request. */
    COLLECTING(TrainerState.COLLECTING),
    /** It reads the images that it will train on. */
    READING(TrainerState.TRAINING),
    /** It trains. */
    TRAINING(TrainerState.TRAINING),
    /** It publishes what it trained, and compares it with the champion. */
    RELEASING(TrainerState.RELEASING),
    /** It compares what it promoted with the champion before it, in service. */
    WATCHING(TrainerState.WATCHING);

    private final TrainerState state;

    TrainerPhase(TrainerState state) {
        this.state = state;
    }

    /** Returns how reports name it. */
    TrainerState state() {
        return state;
    }
}
