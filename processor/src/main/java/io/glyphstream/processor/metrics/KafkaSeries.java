package io.glyphstream.processor.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/*
 * Three things make Kafka's metrics useless in sums, or new with each restart:
 *
 * - Since KIP-1109, consumers tell everything of a topic twice, under its name and, until Kafka 5, under its name with _ for each dot.
 *   No two topics of a cluster can differ in that alone, so the second one is known by the first.
 * - Some are told for a client and again for each of its topics, under one name. Those with the most labels stay.
 * - The names of clients and threads begin with that of the processor, and another label has a random id of the process.
 *   What is left is unique within one process.
 */
/** What Kafka Streams and its clients tell of themselves, as series of Prometheus: {@code kafka_<group>_<name>}. */
public final class KafkaSeries implements MultiCollector {
    private static final String TOPIC = "topic";
    private static final String PROCESS_ID = "process-id";
    private static final Set<String> NAMED_AFTER_CLIENT = Set.of("client-id", "thread-id");
    private static final String COUNTER = "_total";

    private final Supplier<Map<MetricName, ? extends Metric>> metrics;
    private final String clientId;
    private final Labels labels;

    /**
     * Series that are read at each scrape.
     *
     * @param clientId what the names of all clients and threads begin with
     * @param labels what every series has
     */
    public KafkaSeries(Supplier<Map<MetricName, ? extends Metric>> metrics, String clientId, Labels labels) {
        this.metrics = metrics;
        this.clientId = clientId;
        this.labels = labels;
    }

    /** All metrics of one name. */
    private static final class Family {
        private final String help;
        private final Map<Labels, Double> values = new HashMap<>();
        private int mostTags;

        Family(String help) {
            this.help = help;
        }

        void add(int tags, Labels labels, double value) {
            if (tags > mostTags) {
                mostTags = tags;
                values.clear();
            }
            if (tags == mostTags) {
                values.putIfAbsent(labels, value);
            }
        }
    }

    @Override
    public MetricSnapshots collect() {
        var found = metrics.get();
        var secondNames = found.keySet().stream()
                .map(name -> name.tags().getOrDefault(TOPIC, ""))
                .filter(topic -> topic.contains("."))
                .map(topic -> topic.replace('.', '_'))
                .collect(Collectors.toSet());
        var families = new TreeMap<String, Family>();
        found.forEach((name, metric) -> {
            if (!isSecond(name, secondNames)) {
                add(name, metric.metricValue(), families);
            }
        });
        // Two that differ in the end of a counter's name alone would spoil the whole page: the first one stays.
        var snapshots = new LinkedHashMap<String, MetricSnapshot>();
        families.forEach((name, family) -> {
            var snapshot = snapshot(name, family);
            snapshots.putIfAbsent(snapshot.getMetadata().getPrometheusName(), snapshot);
        });
        return new MetricSnapshots(snapshots.values());
    }

    private static boolean isSecond(MetricName name, Set<String> secondNames) {
        return secondNames.contains(name.tags().getOrDefault(TOPIC, ""));
    }

    /** What is not a number, or not yet one, is no series: a sum over it would not be one either. */
    private void add(MetricName name, Object value, Map<String, Family> families) {
        if (!(value instanceof Number number) || Double.isNaN(number.doubleValue())) {
            return;
        }
        families.computeIfAbsent(seriesName(name), key -> new Family(name.description()))
                .add(name.tags().size(), labels(name.tags()), number.doubleValue());
    }

    private static String seriesName(MetricName name) {
        var group = name.group().replaceFirst("-metrics$", "");
        return ("kafka_" + group + "_" + name.name()).replaceAll("[^a-zA-Z0-9]", "_");
    }

    private Labels labels(Map<String, String> tags) {
        var kept = new TreeMap<String, String>();
        tags.forEach((name, value) -> {
            var rest = NAMED_AFTER_CLIENT.contains(name) ? withoutClientId(value) : value;
            if (!name.equals(PROCESS_ID) && !rest.isEmpty()) {
                kept.put(name.replaceAll("[^a-zA-Z0-9]", "_"), rest);
            }
        });
        return labels.merge(kept.keySet().toArray(String[]::new), kept.values().toArray(String[]::new));
    }

    private String withoutClientId(String value) {
        if (value.equals(clientId)) {
            return "";
        }
        return value.startsWith(clientId + "-") ? value.substring(clientId.length() + 1) : value;
    }

    private static MetricSnapshot snapshot(String name, Family family) {
        return name.endsWith(COUNTER)
                ? counters(name.substring(0, name.length() - COUNTER.length()), family)
                : gauges(PrometheusNaming.sanitizeMetricName(name), family);
    }

    private static MetricSnapshot counters(String name, Family family) {
        var counters = CounterSnapshot.builder().name(name).help(family.help);
        family.values.forEach((labels, value) -> counters.dataPoint(CounterDataPointSnapshot.builder()
                .value(Math.max(0, value))
                .labels(labels)
                .build()));
        return counters.build();
    }

    private static MetricSnapshot gauges(String name, Family family) {
        var gauges = GaugeSnapshot.builder().name(name).help(family.help);
        family.values.forEach((labels, value) -> gauges.dataPoint(
                GaugeDataPointSnapshot.builder().value(value).labels(labels).build()));
        return gauges.build();
    }
}
