package io.glyphstream.trainer;

import java.util.Optional;

/** What the gate says, and why in one sentence. */
sealed interface Verdict {

    String reason();

    /** What the champion and the candidate did on the same images, where they were compared. */
    Optional<Comparison> comparison();

    /** The candidate is to be champion. */
    record Promote(String reason, Optional<Comparison> comparison) implements Verdict {}

    /** The candidate is not to be champion. */
    record Hold(String reason, Optional<Comparison> comparison) implements Verdict {}
}
