package io.glyphstream.matrix;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/*
 * Training hands out work several times within a millisecond, which is less than it takes to wake a sleeping thread.
 * So an idle thread spins for a while before it parks, and the caller spins while it waits for the other threads.
 */
/** A pool of threads for many short tasks, one after another. Idle threads spin before they park. */
public final class WorkerPool implements Workers, AutoCloseable {

    private static final int SPINS = 20_000;

    private final Thread[] helpers;
    private volatile Job job = new Job(0, part -> {});
    private volatile boolean closed;

    /**
     * Returns a pool of {@code size} threads. The caller's thread is one of them; the others start at once.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public WorkerPool(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a pool must have at least 1 thread but had " + size);
        }
        helpers = new Thread[size - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Thread(this::help, "mathematics-" + (i + 1));
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    @Override
    public int size() {
        return helpers.length + 1;
    }

    /** Does as {@link Workers#run} says; only one thread at a time may call this. */
    @Override
    public void run(int parts, IntConsumer work) {
        if (parts <= 1 || helpers.length == 0) {
            for (int part = 0; part < parts; part++) {
                work.accept(part);
            }
            return;
        }
        var shared = new Job(parts, work);
        job = shared;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        shared.work();
        shared.await();
    }

    private void help() {
        Job last = job;
        while (!closed) {
            Job next = awaitOther(last);
            next.work();
            last = next;
        }
    }

    private Job awaitOther(Job last) {
        for (int spin = 0; job == last && !closed; spin++) {
            if (spin < SPINS) {
                Thread.onSpinWait();
                continue;
            }
            LockSupport.park(this);
        }
        return job;
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    /** One piece of work in parts that are taken one at a time. */
    private static final class Job {

        private final int parts;
        private final IntConsumer work;
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Job(int parts, IntConsumer work) {
            this.parts = parts;
            this.work = work;
        }

        void work() {
            for (int part = taken.getAndIncrement(); part < parts; part = taken.getAndIncrement()) {
                try {
                    work.accept(part);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    done.incrementAndGet();
                }
            }
        }

        void await() {
            for (int spin = 0; done.get() < parts; spin++) {
                if (spin < SPINS) {
                    Thread.onSpinWait();
                    continue;
                }
                Thread.yield();
            }
            Throwable cause = failure.get();
            if (cause != null) {
                throw new IllegalStateException("a part of the work failed: " + cause.getMessage(), cause);
            }
        }
    }
}
