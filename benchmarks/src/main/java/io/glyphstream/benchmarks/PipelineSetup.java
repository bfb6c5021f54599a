package io.glyphstream.benchmarks;

import io.glyphstream.benchmarks.PipelineOptions.Part;
import io.glyphstream.processor.settings.ProcessorSettings;

/** How a pipeline is measured: what of it, with how many stream threads, and for how long. */
record PipelineSetup(PipelineOptions options, int threads, Rounds rounds) {

    /** Returns the settings of all streams in a part of the measurement. */
    ProcessorSettings settings(Part part) {
        return options.settings(part, threads);
    }
}
