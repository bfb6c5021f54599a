package io.glyphstream.benchmarks;

import io.glyphstream.processor.ProcessorSettings;

/** How a pipeline is measured: what of it, with which settings of all streams, and for how long. */
record PipelineSetup(PipelineOptions options, ProcessorSettings settings, Rounds rounds) {}
