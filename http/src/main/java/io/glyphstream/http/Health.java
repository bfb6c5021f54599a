package io.glyphstream.http;

import java.util.Objects;

/**
 * How a service is, as {@code /livez} and {@code /readyz} tell it.
 *
 * @param text what it does, or why it does not, such as {@code waiting for Kafka: no answer from 127.0.0.1:9092}
 */
public record Health(State state, String text) {
    /** Needs both. */
    public Health {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(text, "text");
    }

    /** Whether a service does its work. */
    public enum State {
        /** It does. */
        READY,
        /** It does not now, and may still do so by itself. */
        NOT_READY,
        /** It never will again. */
        OVER
    }

    /** Returns true while it does its work. */
    public boolean isReady() {
        return state == State.READY;
    }

    /** Returns true while it does its work, or may still do so by itself. */
    public boolean isAlive() {
        return state != State.OVER;
    }
}
