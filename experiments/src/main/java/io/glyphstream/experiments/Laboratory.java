package io.glyphstream.experiments;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.catalog.Iris;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a study needs: data, a seed, threads, and somebody who watches. Runs one study at a time. */
public final class Laboratory {

    private final Sources sources;
    private final long seed;
    private final int threads;
    private final Watcher watcher;
    private @Nullable Dataset mnist;
    private volatile Runnable stopper = () -> {};
    private volatile boolean stopRequested;

    /**
     * Returns a laboratory.
     *
     * @param seed decides the first weights and the order of the images; the samples of images are part of the studies
     * @param threads how many train and measure; what is found does not depend on it, but the times do
     */
    public Laboratory(Sources sources, long seed, int threads, Watcher watcher) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
        }
        this.sources = sources;
        this.seed = seed;
        this.threads = threads;
        this.watcher = watcher;
    }

    /** Asks for an early end, from any thread: the running study throws {@link StoppedException} soon. */
    public void stop() {
        stopRequested = true;
        stopper.run();
    }

    /** Returns MNIST, which is loaded once. */
    Dataset mnist() {
        if (mnist == null) {
            mnist = sources.mnist().get();
        }
        return mnist;
    }

    Iris iris() {
        return sources.iris().get();
    }

    long seed() {
        return seed;
    }

    int threads() {
        return threads;
    }

    /** Shows how far some work is. */
    void watch(String work, long done, long total, String remark) {
        requireGoingOn();
        watcher.progress(work, done, total, remark);
    }

    void requireGoingOn() {
        if (stopRequested) {
            throw new StoppedException();
        }
    }

    /** Does some work that {@code stop} ends early. */
    <T> T stopping(Runnable stop, Supplier<T> work) {
        stopper = stop;
        if (stopRequested) {
            stop.run();
        }
        T result = work.get();
        stopper = () -> {};
        requireGoingOn();
        return result;
    }

    /** Where the data comes from; asked when a study needs it. */
    public record Sources(Supplier<Dataset> mnist, Supplier<Iris> iris) {}

    /** Sees how far a study is. */
    @FunctionalInterface
    public interface Watcher {

        /** Called often, on the thread of the study. */
        void progress(String work, long done, long total, String remark);
    }
}
