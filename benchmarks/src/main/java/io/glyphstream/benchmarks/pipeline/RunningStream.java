package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import java.util.Optional;
import java.util.function.Supplier;

/** A variant at work. */
final class RunningStream implements AutoCloseable {

    private final String group;
    private final Supplier<Optional<String>> failure;
    private final Runnable close;
    private final Optional<ImageProcessor> processor;

    private RunningStream(
            String group, Supplier<Optional<String>> failure, Runnable close, Optional<ImageProcessor> processor) {
        this.group = group;
        this.failure = failure;
        this.close = close;
        this.processor = processor;
    }

    /** @param failure why it stopped, if it did */
    RunningStream(String group, Supplier<Optional<String>> failure, Runnable close) {
        this(group, failure, close, Optional.empty());
    }

    RunningStream(String group, CopyStream copy) {
        this(group, Optional::empty, copy::close);
    }

    RunningStream(String group, ImageProcessor processor) {
        this(group, () -> failure(processor), processor::close, Optional.of(processor));
    }

    /** Returns the name under which it commits. */
    String group() {
        return group;
    }

    Optional<ImageProcessor> processor() {
        return processor;
    }

    /** Returns why it stopped, if it did. */
    Optional<String> failure() {
        return failure.get();
    }

    private static Optional<String> failure(ImageProcessor processor) {
        return processor.status().failure().map(ProcessorStatus::text);
    }

    @Override
    public void close() {
        close.run();
    }
}
