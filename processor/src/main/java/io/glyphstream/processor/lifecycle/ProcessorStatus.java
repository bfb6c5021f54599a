package io.glyphstream.processor.lifecycle;

import java.util.Objects;
import java.util.Optional;

/** How far a processor is, with the reason. */
public sealed interface ProcessorStatus {
    /** Returns the status in words, such as {@code catching up: 31 of 52 chunks of mlp@3}. */
    String text();

    /** Returns which of the four phases it is in. */
    Phase phase();

    /** Returns true while it answers images. */
    default boolean isRunning() {
        return phase() == Phase.RUNNING;
    }

    /** Returns true if it will never answer images again. */
    default boolean isOver() {
        return phase() == Phase.FAILED || phase() == Phase.STOPPED;
    }

    /** Returns why it gave up; empty unless it did. */
    default Optional<Failed> failure() {
        return Optional.empty();
    }

    /** Where in its life a processor is. */
    enum Phase {
        PREPARING,
        RUNNING,
        FAILED,
        STOPPED
    }

    /** Was not started yet. */
    record Created() implements ProcessorStatus {
        @Override
        public String text() {
            return "not started";
        }

        @Override
        public Phase phase() {
            return Phase.PREPARING;
        }
    }

    /** Gets ready; the text says with what. */
    record Preparing(String text) implements ProcessorStatus {
        /** Needs a text. */
        public Preparing {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public Phase phase() {
            return Phase.PREPARING;
        }
    }

    /** Answers images. */
    record Running() implements ProcessorStatus {
        @Override
        public String text() {
            return "running";
        }

        @Override
        public Phase phase() {
            return Phase.RUNNING;
        }
    }

    /** Gave up; only a new processor helps, once the reason is gone. Nothing is lost: unanswered images stay so. */
    record Failed(String reason, Throwable cause) implements ProcessorStatus {
        /** Needs both. */
        public Failed {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String text() {
            return "failed: " + reason;
        }

        @Override
        public Phase phase() {
            return Phase.FAILED;
        }

        @Override
        public Optional<Failed> failure() {
            return Optional.of(this);
        }
    }

    /** Was closed. */
    record Stopped() implements ProcessorStatus {
        @Override
        public String text() {
            return "stopped";
        }

        @Override
        public Phase phase() {
            return Phase.STOPPED;
        }
    }
}
