package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.processor.FaultyProcessor;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.processor.settings.Recovery;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.SchemaIds;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Records that end the task that reads them: the last resort is to set them aside. */
@Timeout(360)
@Tag("slow")
final class SetAsideTest {
    private static final int IMAGES = 300;

    /** Each has to join the group again. */
    private static final Duration TEN_REPLACED_THREADS = Duration.ofMinutes(4);

    private static EmbeddedBroker broker;

    private Pipeline pipeline;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        var prefix = test.getTestMethod().orElseThrow().getName() + ".";
        pipeline = new Pipeline(broker.bootstrapServers(), prefix, SchemaIds.fixed());
        pipeline.createTopics();
        pipeline.promote("mlp", POOR);
        pipeline.feed("run", DIGITS.test().range(0, IMAGES));
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    /** All images wait when it starts, so they come in long runs, and slices that hold several partitions. */
    @Test
    void imagesThatEndTheirTaskAreDeadLettersAndAllOthersAreAnsweredOnce() throws Exception {
        var ids = pipeline.rawImages().readUntil(IMAGES).stream()
                .map(ConsumerRecord::key)
                .toList();
        var guilty = Set.of(ids.get(20), ids.get(IMAGES / 2));
        try (var processor =
                new FaultyProcessor(pipeline.cluster, pipeline.topics, settings(), image -> failOn(guilty, image))) {
            pipeline.predictions().readUntil(IMAGES - 2);
            var letters = pipeline.deadLetters().readUntil(2);

            assertThat(letters).extracting(ConsumerRecord::key).containsExactlyInAnyOrderElementsOf(guilty);
            assertThat(letters)
                    .extracting(
                            letter -> DeadLetterHeaders.read(letter.headers()).reason())
                    .containsOnly("set aside, for it ended its task 3 times: this one is odd");
            assertThat(processor.setAside()).isGreaterThanOrEqualTo(2);
            assertThat(processor.failure()).isEmpty();
            pipeline.requireVerified();
        }
        assertThat(pipeline.answers().stream()
                        .map(answer -> answer.getImageId())
                        .collect(Collectors.toSet()))
                .hasSize(IMAGES - 2)
                .doesNotContainAnyElementsOf(guilty);
    }

    /** It lasts longer than a record's fault may, and ends by itself. */
    @Test
    void aFaultThatIsNotTheRecordsSetsNothingAside() throws Exception {
        var attempts = new AtomicInteger();
        try (var processor = new FaultyProcessor(pipeline.cluster, pipeline.topics, settings(), image -> {
            if (attempts.incrementAndGet() <= 6) {
                throw new TimeoutException("no answer from far away");
            }
        })) {
            pipeline.predictions().readUntil(IMAGES);

            assertThat(attempts).hasValueGreaterThan(6);
            assertThat(processor.setAside()).isZero();
            assertThat(processor.failure()).isEmpty();
            pipeline.requireVerified();
        }
        assertThat(pipeline.deadLetters().readToEnd()).isEmpty();
    }

    @Test
    void aFaultOfEveryRecordEndsTheProcessorBeforeItSetsManyAside() throws Exception {
        try (var processor = new FaultyProcessor(pipeline.cluster, pipeline.topics, settings(), image -> {
            throw new IllegalStateException("the model is broken");
        })) {
            await().dontCatchUncaughtExceptions()
                    .atMost(TEN_REPLACED_THREADS)
                    .until(() -> processor.failure().isPresent());
        }

        assertThat(pipeline.deadLetters().readToEnd()).hasSizeLessThanOrEqualTo(5);
        pipeline.run("sound");
        pipeline.predictions().readUntil(IMAGES - 5);
        pipeline.requireVerified();
    }

    /** A thread that died keeps its partitions until its session is over. */
    private ProcessorSettings settings() {
        return pipeline.settings("faulty").withRecovery(new Recovery(Duration.ofSeconds(2), Duration.ofSeconds(3)));
    }

    private static void failOn(Set<String> guilty, ConsumerRecord<byte[], byte[]> image) {
        if (guilty.contains(new String(image.key(), UTF_8))) {
            throw new IllegalArgumentException("this one is odd");
        }
    }
}
