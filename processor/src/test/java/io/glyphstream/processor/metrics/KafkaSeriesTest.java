package io.glyphstream.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.http.Exposition;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

final class KafkaSeriesTest {
    private static final String CLIENT = "processor-host-4711";

    private final Map<MetricName, Metric> metrics = new LinkedHashMap<>();
    private final Exposition exposition = new Exposition("processor", "processor-host");

    private record Value(MetricName metricName, Object metricValue) implements Metric {}

    @Test
    void topicIsToldUnderItsOwnNameAlone() {
        var consumer = Map.of("client-id", CLIENT + "-StreamThread-1-consumer");
        for (var topic : List.of("glyphstream.images", "glyphstream_images", "other_topic")) {
            add("consumer-fetch-manager-metrics", "records-consumed-total", with(consumer, "topic", topic), 7.0);
        }

        assertThat(series())
                .containsExactlyInAnyOrder(
                        "kafka_consumer_fetch_manager_records_consumed_total"
                                + "{client_id=\"StreamThread-1-consumer\",processor=\"processor-host\",topic=\"glyphstream.images\"} 7.0",
                        "kafka_consumer_fetch_manager_records_consumed_total"
                                + "{client_id=\"StreamThread-1-consumer\",processor=\"processor-host\",topic=\"other_topic\"} 7.0");
    }

    @Test
    void whatIsToldForAClientAndForEachOfItsTopicsIsNotTwiceInASum() {
        var consumer = Map.of("client-id", CLIENT + "-StreamThread-1-consumer");
        add("consumer-fetch-manager-metrics", "bytes-consumed-total", consumer, 9.0);
        add("consumer-fetch-manager-metrics", "bytes-consumed-total", with(consumer, "topic", "a"), 4.0);
        add("consumer-fetch-manager-metrics", "bytes-consumed-total", with(consumer, "topic", "b"), 5.0);

        assertThat(series()).hasSize(2).allMatch(line -> line.contains("topic="));
    }

    @Test
    void nothingOfTheProcessIsInALabelAndThreadsStayApart() {
        for (var thread : List.of("1", "2")) {
            var tags = Map.of("thread-id", CLIENT + "-StreamThread-" + thread, "process-id", "a048de91");
            add("stream-thread-metrics", "commit-total", tags, 3.0);
        }
        add("stream-metrics", "alive-stream-threads", Map.of("client-id", CLIENT, "process-id", "a048de91"), 2.0);

        assertThat(series())
                .containsExactlyInAnyOrder(
                        "kafka_stream_alive_stream_threads{processor=\"processor-host\"} 2.0",
                        "kafka_stream_thread_commit_total{processor=\"processor-host\",thread_id=\"StreamThread-1\"} 3.0",
                        "kafka_stream_thread_commit_total{processor=\"processor-host\",thread_id=\"StreamThread-2\"} 3.0");
    }

    @Test
    void textsAndWhatIsNoNumberAreNoSeries() {
        add("stream-metrics", "state", Map.of("client-id", CLIENT), "RUNNING");
        add("consumer-metrics", "commit-latency-avg", Map.of("client-id", CLIENT + "-consumer"), Double.NaN);

        assertThat(series()).isEmpty();
    }

    @Test
    void namesThatPrometheusTakesForOneDoNotSpoilThePage() {
        add("consumer-metrics", "commits", Map.of(), 1.0);
        add("consumer-metrics", "commits-total", Map.of(), 2.0);

        assertThat(series()).hasSize(1);
    }

    @Test
    void labelValuesAreEscaped() {
        add("consumer-metrics", "count", Map.of("node-id", "a\"b\\c\nd"), 1.0);

        assertThat(series())
                .containsExactly("kafka_consumer_count{node_id=\"a\\\"b\\\\c\\nd\",processor=\"processor-host\"} 1.0");
    }

    private void add(String group, String name, Map<String, String> tags, Object value) {
        var metric = new MetricName(name, group, "what it is", tags);
        metrics.put(metric, new Value(metric, value));
    }

    private static Map<String, String> with(Map<String, String> tags, String name, String value) {
        var more = new HashMap<>(tags);
        more.put(name, value);
        return more;
    }

    private List<String> series() {
        exposition.add(new KafkaSeries(() -> metrics, CLIENT, Labels.of("processor", "processor-host")));
        return exposition.text().lines().filter(line -> !line.startsWith("#")).toList();
    }
}
