package io.glyphstream.processor;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glyphstream.http.Exposition;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.processor.resume.RemovedRecords;
import io.glyphstream.processor.resume.TaskInputs;
import io.glyphstream.processor.scoring.Decision;
import io.glyphstream.processor.scoring.Decisions;
import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

final class ImageStreamsTest {
    private static final KafkaCluster NOWHERE = new KafkaCluster("no-such-host.invalid:9092", Map.of());

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());

    @Test
    void whereKafkaStreamsCannotBeMadeNoThreadIsLeft() {
        var before = scoringThreads();

        assertThatThrownBy(this::make).isInstanceOf(KafkaException.class);

        await().untilAsserted(() -> assertThat(scoringThreads()).isEqualTo(before));
    }

    private void make() {
        var removed = new RemovedRecords(topics, () -> {});
        var inputs = new TaskInputs(topics, Pipeline.TOPIC_IDS, 1, Guarantee.EXACTLY_ONCE, removed);
        var metrics = new ProcessorMetrics(new Exposition("processor", "test"));
        ImageStreams.of(NOWHERE, inputs, ProcessorSettings.of("test"), new NoDecisions(), metrics);
    }

    private static Set<Thread> scoringThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("score-ahead-"))
                .collect(toSet());
    }

    /** Nothing is ever decided. */
    private record NoDecisions() implements Decisions {
        @Override
        public Decision newest() {
            throw new IllegalStateException("no image comes");
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }
    }
}
