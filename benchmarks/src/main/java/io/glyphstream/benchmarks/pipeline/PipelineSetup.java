package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.benchmarks.measuring.Rounds;
import io.glyphstream.benchmarks.pipeline.PipelineOptions.Part;
import io.glyphstream.processor.settings.ProcessorSettings;

/** How a pipeline is measured: what of it, with how many stream threads, and for how long. */
public record PipelineSetup(PipelineOptions options, int threads, Rounds rounds) {

    /** Returns the settings of all streams in a part of the measurement. */
    ProcessorSettings settings(Part part) {
        return options.settings(part, threads);
    }
}
