package io.glyphstream.datasets.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Reads many pictures at a time. What comes of it does not depend on the number of threads. */
final class ParallelReading {

    private final int threads;
    private final ReadingListener listener;

    ParallelReading(int threads, ReadingListener listener) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
        }
        this.threads = threads;
        this.listener = listener;
    }

    /** Returns what a task makes of each number from 0 to before {@code count}, in order. The first failure ends all. */
    <T> List<T> each(String step, int count, IntFunction<T> task) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            var thread = new Thread(work, "picture-reading");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var futures = new ArrayList<Future<T>>(count);
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(pool.submit(() -> task.apply(number)));
            }
            var results = new ArrayList<T>(count);
            for (Future<T> future : futures) {
                results.add(result(future));
                listener.read(step, results.size(), count);
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pictures were read", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
