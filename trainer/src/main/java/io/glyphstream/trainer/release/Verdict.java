package io.glyphstream.trainer.release;

import java.util.Optional;
import java.util.function.Function;

/** What the gate says, and why in one sentence. */
sealed interface Verdict {

    String reason();

    /** What the champion and the candidate did on the same images, where they were compared. */
    Optional<Comparison> comparison();

    /** Returns what one of the two functions makes of it. */
    <T> T match(Function<Promote, T> promote, Function<Hold, T> hold);

    /** The candidate is to be champion. */
    record Promote(String reason, Optional<Comparison> comparison) implements Verdict {

        @Override
        public <T> T match(Function<Promote, T> promote, Function<Hold, T> hold) {
            return promote.apply(this);
        }
    }

    /** The candidate is not to be champion. */
    record Hold(String reason, Optional<Comparison> comparison) implements Verdict {

        @Override
        public <T> T match(Function<Promote, T> promote, Function<Hold, T> hold) {
            return hold.apply(this);
        }
    }
}
