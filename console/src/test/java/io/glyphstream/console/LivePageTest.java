package io.glyphstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.console.Browser.Theme;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.ProcessorState;
import io.glyphstream.schemas.RecordKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

@Tag("browser")
@ExtendWith(ConsoleOnBroker.class)
class LivePageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int IMAGES = 1_200;

    @Test
    void theCardOfAProcessorTellsItsPartitionsAndThatNothingWaits(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.address("/live"));

        var card = browser.find("gs-processor-card", "lag none");
        assertThat(browser.text(card)).contains("reads partitions 0-1 of the images");
        assertThat(card.findElements(By.cssSelector(".tag.warn"))).isEmpty();
    }

    @Test
    void whatIsMissingIsToldWithACommandThatReachesThisPipeline(EmbeddedBroker broker, Browser browser) {
        try (var pipeline = RunningPipeline.empty(broker, "missing.")) {
            browser.open(pipeline.address("/live"));

            browser.find(".empty code", "./glyphstream train mlp --promote always " + pipeline.options());
            browser.find(".empty code", "./glyphstream process " + pipeline.options());
        }
    }

    @Test
    void chartsTakeTheColorsOfTheTheme(RunningPipeline pipeline, Browser browser) {
        var color = "document.querySelector('gs-time-chart')?.plot?.axes[0].stroke()";
        browser.open(pipeline.address("/live"));
        browser.until("return Boolean(" + color + ")");
        var light = String.valueOf(browser.run("return " + color));

        browser.find(".foot select option[value=dark]").click();
        browser.until("return " + color + " !== '" + light + "'");
        browser.find(".foot select option[value=light]").click();
        browser.until("return " + color + " === '" + light + "'");
        browser.find(".foot select option[value=auto]").click();
        browser.theme(Theme.DARK);

        browser.until("return " + color + " !== '" + light + "'");
    }

    /** Processors are consumers here, under the names of a processor's threads: one that works would not lag. */
    @Test
    void theProcessorThatLagsIsMarked(EmbeddedBroker broker, Browser browser) {
        try (var pipeline = RunningPipeline.empty(broker, "lagging.");
                var quick = consumer(pipeline, "quick");
                var slow = consumer(pipeline, "slow")) {
            join(List.of(quick, slow));
            send(pipeline);
            quick.commitSync(Map.of(quick.assignment().iterator().next(), new OffsetAndMetadata(IMAGES)));
            report(pipeline, "quick");
            report(pipeline, "slow");

            for (var theme : Theme.values()) {
                for (int width : List.of(1280, 800, 360)) {
                    browser.theme(theme).width(width).open(pipeline.address("/live"));
                    var card = browser.find("gs-processor-card", "1,200 images behind");
                    assertThat(browser.text(card)).contains("slow lags most", "reads partition ");
                    assertThat(browser.text(browser.find("gs-processor-card", "lag none")))
                            .contains("quick")
                            .doesNotContain("lags");
                    browser.find(".figures", "images wait, most for slow");
                    assertThat(browser.barriers()).isEmpty();
                    assertThat(browser.overflow()).isNotPositive();
                    browser.run("arguments[0].scrollIntoView({block: 'center'})", card);
                    browser.picture("live-lag-" + theme + "-" + width);
                }
            }
        }
    }

    @Test
    void partitionsThatNobodyReadsAreToldAndWhatIsNotKnownIsNotInvented(EmbeddedBroker broker, Browser browser) {
        try (var pipeline = RunningPipeline.empty(broker, "unread.")) {
            report(pipeline, "first");
            browser.open(pipeline.address("/live"));
            browser.find("gs-processor-card", "lag not known: it has not begun to read");

            try (var gone = consumer(pipeline, "gone")) {
                join(List.of(gone));
            }
            send(pipeline);

            browser.find(
                    ".note.warn",
                    "No processor of unread.processor reads partitions 0-1 of the images at the moment: 2,400 images behind.");
            assertThat(browser.text(browser.find("gs-processor-card", "lag none")))
                    .contains("reads no partition");
        }
    }

    private static void send(RunningPipeline pipeline) {
        var images = pipeline.topics().images().name();
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(pipeline.cluster().clientSettings(Map.of(), Map.of()), none, none)) {
            for (int number = 0; number < 2 * IMAGES; number++) {
                var unused = producer.send(new ProducerRecord<>(images, number % 2, null, new byte[1]));
            }
        }
    }

    private static void join(List<KafkaConsumer<byte[], byte[]>> members) {
        await().atMost(PATIENCE).until(() -> {
            members.forEach(member -> member.poll(Duration.ofMillis(10)));
            return members.stream()
                                    .mapToInt(member -> member.assignment().size())
                                    .sum()
                            == 2
                    && members.stream().noneMatch(member -> member.assignment().isEmpty());
        });
    }

    private static KafkaConsumer<byte[], byte[]> consumer(RunningPipeline pipeline, String instance) {
        var group = pipeline.settings().applicationId();
        var settings = pipeline.cluster()
                .clientSettings(
                        Map.of(),
                        Map.of(
                                ConsumerConfig.GROUP_ID_CONFIG,
                                group,
                                ConsumerConfig.CLIENT_ID_CONFIG,
                                instance + "-StreamThread-1-consumer",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false));
        var none = new ByteArrayDeserializer();
        var consumer = new KafkaConsumer<>(settings, none, none);
        consumer.subscribe(List.of(pipeline.topics().images().name()));
        return consumer;
    }

    private static void report(RunningPipeline pipeline, String instance) {
        var application = pipeline.settings().applicationId();
        var now = Instant.now();
        var report = ProcessorReport.newBuilder()
                .setApplicationId(application)
                .setInstance(instance)
                .setState(ProcessorState.RUNNING)
                .setStatus("running")
                .setDeployment(0)
                .setChampion(null)
                .setChallengers(List.of())
                .setRejected(List.of())
                .setAddress(null)
                .setValidMillis(600_000)
                .setStartedAt(now)
                .setReportedAt(now.plusSeconds(600))
                .build();
        var topic = pipeline.topics().processors();
        pipeline.send(topic.name(), RecordKeys.processor(application, instance), topic.encode(report));
    }
}
