package io.glyphstream.processor;

import java.util.Objects;

/** How far a processor is, with the reason. */
public sealed interface ProcessorStatus {
    /** Returns the status in words, such as {@code catching up: 31 of 52 chunks of mlp@3}. */
    String text();

    /** Was not started yet. */
    record Created() implements ProcessorStatus {
        @Override
        public String text() {
            return "not started";
        }
    }

    /** Gets ready; the text says with what. */
    record Preparing(String text) implements ProcessorStatus {
        /** Needs a text. */
        public Preparing {
            Objects.requireNonNull(text, "text");
        }
    }

    /** Answers images. */
    record Running() implements ProcessorStatus {
        @Override
        public String text() {
            return "running";
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
    }

    /** Was closed. */
    record Stopped() implements ProcessorStatus {
        @Override
        public String text() {
            return "stopped";
        }
    }
}
