/**
 * What a processor counts and measures, as series of Prometheus.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.processor.metrics.ProcessorMetrics}: what is counted.
 *   <li>{@link io.glyphstream.processor.metrics.KafkaSeries}: the metrics of Kafka Streams and its clients.
 * </ul>
 */
@NullMarked
package io.glyphstream.processor.metrics;

import org.jspecify.annotations.NullMarked;
