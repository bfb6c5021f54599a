package io.glyphstream.benchmarks.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, two minutes at most. */
final class Waiting {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 10;

    private Waiting() {}

    /**
     * Returns when the condition holds.
     *
     * @param what is waited for, as the message of a failure says it
     * @param failure why it will never hold
     */
    static void await(String what, Supplier<Optional<String>> failure, BooleanSupplier condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            var reason = failure.get();
            if (reason.isPresent()) {
                throw new IllegalStateException("waited for " + what + ", but: " + reason.get());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + " did not come within " + LIMIT.toSeconds() + " s");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
