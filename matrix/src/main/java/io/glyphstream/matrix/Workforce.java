package io.glyphstream.matrix;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Threads that share out numbered parts of work. Which thread does which part is open; results must not depend on it. */
public interface Workforce {

    /** Returns the number of threads, that of the caller included. */
    int size();

    /** Does all parts, numbered from 0, and returns when they are done. */
    void run(int parts, IntConsumer work);

    /** Returns Java's common pool, for a large task now and then. */
    static Workforce common() {
        return Common.POOL;
    }

    /** Returns the caller's thread alone. */
    static Workforce alone() {
        return Alone.CALLER;
    }

    /** The threads of {@link ForkJoinPool#commonPool()}. */
    enum Common implements Workforce {
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

    /** Whoever asks. */
    enum Alone implements Workforce {
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
