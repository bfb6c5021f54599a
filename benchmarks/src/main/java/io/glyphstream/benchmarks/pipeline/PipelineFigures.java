package io.glyphstream.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.pipeline.PipelineOptions.Part;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bench pipeline} found; null where a part was not asked for.
 *
 * @param commitIntervalMillis of each part that was measured, the copy's too
 * @param modelImagesPerSecond each model by itself on one thread, without Kafka, in batches as the pipeline's under load
 * @param ratio ours to the copy, in images a second
 * @param efficiency (the copy's seconds an image + the models') / ours
 * @param pythonImagesPerSecond of a consumer's loop in Python with the perceptron of {@code mlp}, by how it decodes
 * @param pipelineLatencyMillis of both models at the lowest rate measured
 * @param latency at each rate
 * @param swapP99Ratio the worst of the swaps
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PipelineFigures(
        String network,
        int references,
        int threads,
        String guarantee,
        Map<Part, Long> commitIntervalMillis,
        @Nullable Double copyImagesPerSecond,
        @Nullable Map<Variant, Double> pipelineImagesPerSecond,
        @Nullable Map<Variant, Double> modelImagesPerSecond,
        @Nullable Map<Variant, Double> ratio,
        @Nullable Map<Variant, Double> efficiency,
        @Nullable Map<PythonLoop.Decoding, Double> pythonImagesPerSecond,
        @Nullable Percentiles copyLatencyMillis,
        @Nullable Percentiles pipelineLatencyMillis,
        @Nullable List<Latency> latency,
        @Nullable Double swapP99Ratio,
        @Nullable List<SwapDelay> swaps,
        @Nullable List<Scale> scaling,
        @Nullable List<Tuned> tuning) {

    /** In milliseconds. */
    record Percentiles(double p50, double p99, double max) {
        static Percentiles of(Histogram nanos) {
            return new Percentiles(
                    millis(nanos.getValueAtPercentile(50)),
                    millis(nanos.getValueAtPercentile(99)),
                    millis(nanos.getMaxValue()));
        }

        private static double millis(long nanos) {
            return Figures.rounded(nanos / 1e6);
        }
    }

    /** How long one variant's answers took at one rate. */
    record Latency(
            @JsonProperty("contestant") Variant variant, double imagesPerSecond, long images, Percentiles millis) {}

    /**
     * How long answers took while a model was published, loaded and put in service, and at all other times.
     *
     * @param millisToServe from the beginning of the publication to the first answer that the new one could give
     */
    record SwapDelay(
            @JsonProperty("contestant") Variant variant,
            double imagesPerSecond,
            int swaps,
            double millisToServe,
            Percentiles during,
            Percentiles otherwise,
            double p99Ratio) {}

    /** How many images a second were answered with these settings. */
    record Tuned(
            @JsonProperty("contestant") Variant variant,
            long commitIntervalMillis,
            long lingerMillis,
            int recordsInPoll,
            double imagesPerSecond) {}

    /** How many images a second so many processors answered, each with so many threads. */
    record Scale(@JsonProperty("contestant") Variant variant, int instances, int threads, double imagesPerSecond) {}
}
