package io.glyphstream.processor.lifecycle;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * The monitor is a leaf: nothing that is called while it is held takes another. So a status is looked up without it, and a count
 * of the changes tells whether one came between the look and the wait.
 */
/**
 * The life of a processor: it is created, starts, closes and ends. It may also close before it starts, and end by a failure at
 * any time. Thread-safe; every change wakes those who wait.
 */
public final class Lifecycle {
    private final Duration patience;

    @GuardedBy("this")
    private Stage stage = Stage.CREATED;

    @GuardedBy("this")
    private boolean closing;

    @GuardedBy("this")
    private long changes;

    @GuardedBy("this")
    private @Nullable ProcessorStatus end;

    /** How far a start has come. */
    public enum Stage {
        CREATED,
        CHECKING_TOPICS,
        AWAITING_MODELS
    }

    /** @param patience after so long those who wait look again, for not every change is told here */
    public Lifecycle(Duration patience) {
        this.patience = patience;
    }

    /**
     * Starts.
     *
     * @param first what must succeed; must not wait. If it throws, nothing was started
     * @throws IllegalStateException when it was started or closed before
     */
    public void start(Runnable first) {
        synchronized (this) {
            if (stage != Stage.CREATED || closing) {
                throw new IllegalStateException("a processor can be started once only");
            }
            stage = Stage.CHECKING_TOPICS;
        }
        try {
            first.run();
        } catch (RuntimeException | Error failure) {
            synchronized (this) {
                stage = Stage.CREATED;
            }
            throw failure;
        }
    }

    /** Notes that the topics are as they should be. */
    public synchronized void topicsChecked() {
        stage = Stage.AWAITING_MODELS;
        wake();
    }

    /** Returns how far the start has come. */
    public synchronized Stage stage() {
        return stage;
    }

    /** Begins to close; returns false if that was done before. */
    public synchronized boolean close() {
        if (closing) {
            return false;
        }
        closing = true;
        wake();
        return true;
    }

    /** Returns whether somebody closes it, or has closed it. */
    public synchronized boolean isClosing() {
        return closing;
    }

    /** Ends. The first end stays: a failed processor that is closed has still failed. */
    public synchronized void end(ProcessorStatus status) {
        if (end == null) {
            end = status;
        }
        wake();
    }

    /** Returns how it ended, if it did. */
    public synchronized Optional<ProcessorStatus> end() {
        return Optional.ofNullable(end);
    }

    /** Wakes those who wait, since the status may have changed. */
    public synchronized void wake() {
        changes++;
        notifyAll();
    }

    /** Waits for a status that is wanted, or until the limit is over, and returns the status then. */
    public ProcessorStatus await(Supplier<ProcessorStatus> current, Predicate<ProcessorStatus> wanted, Duration limit)
            throws InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            var seen = changes();
            var status = current.get();
            var millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (wanted.test(status) || millis <= 0) {
                return status;
            }
            awaitChange(seen, Math.min(millis, patience.toMillis()));
        }
    }

    private synchronized long changes() {
        return changes;
    }

    /** Returns after a change since that many, or after so long. */
    private synchronized void awaitChange(long seen, long millis) throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (changes == seen) {
            var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
