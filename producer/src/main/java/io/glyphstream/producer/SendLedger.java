package io.glyphstream.producer;

import io.glyphstream.schemas.kafka.Right;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The counts of one run: records under way, acknowledged and failed.
 *
 * <p>The bytes under way are limited here, below what the client's own buffer holds. The client would block inside
 * {@code send} when its buffer is full, and would not notice a stop; waiting here can be done in slices.
 */
final class SendLedger {

    private final int capacity;
    private final Semaphore room;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<ProduceResult.Failure> firstFailure = new AtomicReference<>();
    private volatile boolean broken;

    SendLedger(int capacity) {
        this.capacity = capacity;
        this.room = new Semaphore(capacity);
    }

    /** Waits for room; returns whether there is some. */
    boolean reserve(int bytes, Duration patience) throws InterruptedException {
        return room.tryAcquire(Math.min(bytes, capacity), patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    void acknowledged(int bytes) {
        acknowledged.increment();
        room.release(Math.min(bytes, capacity));
    }

    /** Notes that a record arrived which is no image. */
    void delivered(int bytes) {
        room.release(Math.min(bytes, capacity));
    }

    void failed(String imageId, int bytes, Exception error) {
        refused(imageId, error);
        room.release(Math.min(bytes, capacity));
    }

    /** Notes an image that never was under way. */
    void refused(String imageId, Exception error) {
        var reason = Right.reason(AclOperation.WRITE, error);
        firstFailure.compareAndSet(null, new ProduceResult.Failure(imageId, reason));
        failed.increment();
        if (!concernsOneImage(error)) {
            broken = true;
        }
    }

    /** Waits until nothing is under way; returns whether that is so. */
    boolean awaitAll(Duration patience) throws InterruptedException {
        if (!room.tryAcquire(capacity, patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        room.release(capacity);
        return true;
    }

    /** Returns whether something failed that would make the next image fail too. */
    boolean isBroken() {
        return broken;
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    long failed() {
        return failed.sum();
    }

    Optional<ProduceResult.Failure> firstFailure() {
        return Optional.ofNullable(firstFailure.get());
    }

    private static boolean concernsOneImage(Exception error) {
        return error instanceof RecordTooLargeException || error instanceof SerializationException;
    }
}
