package io.glyphstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * The metrics of one service and their text for Prometheus. Every series has a label that names the service, such as
 * {@code processor}, since Prometheus itself gives {@code instance} to what it scrapes. Thread-safe.
 */
public final class Exposition {
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final PrometheusProperties DEFAULTS = PrometheusProperties.get();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Labels labels;

    /**
     * No metrics yet.
     *
     * @param service the label that every series has, such as {@code processor}
     * @param name its value; see {@link #name}
     */
    public Exposition(String service, String name) {
        labels = Labels.of(service, name);
    }

    /**
     * Returns the name of a service without the process id at its end, if it has one: each restart would create
     * new series.
     */
    public static String name(String instance, long processId) {
        var end = "-" + processId;
        return instance.endsWith(end) && instance.length() > end.length()
                ? instance.substring(0, instance.length() - end.length())
                : instance;
    }

    /** Returns the labels that every series has. */
    public Labels labels() {
        return labels;
    }

    /** Adds a counter. */
    public Counter counter(String name, String help, String... labelNames) {
        return Counter.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .labelNames(labelNames)
                .withoutExemplars()
                .register(registry);
    }

    /** Adds a counter that is kept elsewhere. */
    public void counted(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    public void gauge(String name, String help, DoubleSupplier value) {
        gauges(name, help, callback -> callback.call(value.getAsDouble()));
    }

    /** Adds gauges that differ in these labels; {@code values} calls back with the value and the labels of each. */
    public void gauges(String name, String help, Consumer<GaugeWithCallback.Callback> values, String... labelNames) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .labelNames(labelNames)
                .callback(values)
                .register(registry);
    }

    /** Adds a summary without quantiles: how many there were, and their sum. */
    public Summary summary(String name, String help, String... labelNames) {
        return Summary.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .labelNames(labelNames)
                .withoutExemplars()
                .register(registry);
    }

    /** Adds a histogram with these bounds of its buckets. */
    public Histogram histogram(String name, String help, double... upperBounds) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .classicOnly()
                .classicUpperBounds(upperBounds)
                .withoutExemplars()
                .register(registry);
    }

    /** Adds series that are read at each scrape. */
    public void add(MultiCollector series) {
        registry.register(series);
    }

    /** Adds what the Java virtual machine and its process tell of themselves. */
    public void addVirtualMachine() {
        JvmBufferPoolMetrics.builder(DEFAULTS).constLabels(labels).register(registry);
        JvmClassLoadingMetrics.builder(DEFAULTS).constLabels(labels).register(registry);
        JvmGarbageCollectorMetrics.builder(DEFAULTS).constLabels(labels).register(registry);
        JvmMemoryMetrics.builder(DEFAULTS).constLabels(labels).register(registry);
        JvmRuntimeInfoMetric.builder(DEFAULTS).constLabels(labels).register(registry);
        JvmThreadsMetrics.builder(DEFAULTS).constLabels(labels).register(registry);
        ProcessMetrics.builder(DEFAULTS).constLabels(labels).register(registry);
    }

    /** Returns all series in Prometheus' text format, version 0.0.4. */
    public String text() {
        var text = new ByteArrayOutputStream(1 << 16);
        try {
            writer.write(text, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString(UTF_8);
    }
}
