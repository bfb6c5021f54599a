package io.glyphstream.matrix;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Threads that do the numbered parts of a task. Any thread may do any part, so a result must not depend on which one did
 * it.
 */
public interface Workers {

    /** Returns the number of threads, that of the caller included. */
    int size();

    /**
     * Does all parts, numbered from 0, and returns when they are done.
     *
     * @throws IllegalStateException or what the work threw, if a part failed
     */
    void run(int parts, IntConsumer work);

    /** Returns Java's common pool, for a large task now and then. */
    static Workers common() {
        return Common.POOL;
    }

    /** Returns the caller's thread alone. */
    static Workers alone() {
        return Alone.CALLER;
    }

    /** The threads of {@link ForkJoinPool#commonPool()}. */
    enum Common implements Workers {
        POOL;

        @Override
        public int size() {
            return ForkJoinPool.getCommonPoolParallelism() + 1;
        }

        @Override
        public void run(int parts, IntConsumer work) {
            if (parts == 1) {
                work.accept(0);
                return;
            }
            IntStream.range(0, parts).parallel().forEach(work);
        }
    }

    /** The caller's thread. */
    enum Alone implements Workers {
        CALLER;

        @Override
        public int size() {
            return 1;
        }

        @Override
        public void run(int parts, IntConsumer work) {
            for (int part = 0; part < parts; part++) {
                work.accept(part);
            }
        }
    }
}
