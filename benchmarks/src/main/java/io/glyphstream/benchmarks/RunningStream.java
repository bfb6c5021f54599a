package io.glyphstream.benchmarks;

import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.ProcessorStatus;
import java.util.Optional;

/** A contestant at work. */
final class RunningStream implements AutoCloseable {

    private final String group;
    private final Runnable close;
    private final Optional<ImageProcessor> processor;

    RunningStream(String group, CopyStream copy) {
        this.group = group;
        this.close = copy::close;
        this.processor = Optional.empty();
    }

    RunningStream(String group, ImageProcessor processor) {
        this.group = group;
        this.close = processor::close;
        this.processor = Optional.of(processor);
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
        return processor
                .map(ImageProcessor::status)
                .filter(status -> status instanceof ProcessorStatus.Failed)
                .map(ProcessorStatus::text);
    }

    @Override
    public void close() {
        close.run();
    }
}
