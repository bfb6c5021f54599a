package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.GOOD;
import static io.glyphstream.it.Models.NEIGHBORS;
import static io.glyphstream.it.Models.POOR;
import static io.glyphstream.it.Pipeline.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.learning.service.TrainerPhase;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.producer.LabelPolicy;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.schemas.SchemaIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What a running processor and a running trainer tell Prometheus, what the documents say of it, and the alert rules on it. */
@Timeout(240)
final class MetricsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String OF_TRAINERS = "glyphstream_trainer_";
    private static final int IMAGES = 200;
    private static final Pattern ROW =
            Pattern.compile("\\| `(glyphstream_[a-z_]+)` \\| ([a-z]+) \\| ([^|]*) \\| [^|]+ \\| [^|]+ \\|");
    private static final Pattern RULE =
            Pattern.compile("- alert: (\\w+)\n +expr: ([^\n]+)\n +for: \\d+m\n", Pattern.MULTILINE);
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}");

    private static EmbeddedBroker broker;

    private Pipeline pipeline;

    private record Described(String type, Set<String> labels) {}

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
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void pageIsValidAndNothingIsToldTwice() throws Exception {
        var pid = Long.toString(ProcessHandle.current().pid());

        var page = exposed(busyProcessor("one-" + pid));

        assertThat(values(page, "processor")).containsExactly("one");
        assertThat(page.samples()).noneMatch(sample -> sample.labels().containsKey("instance"));
        assertThat(page.samples()).allMatch(sample -> sample.labels().containsKey("processor"));
        assertThat(page.samples())
                .flatExtracting(sample -> sample.labels().values())
                .noneMatch(value -> value.contains(pid) || UUID.matcher(value).find());
        var topics = values(page, "topic");
        assertThat(topics).contains(pipeline.topics.images().name());
        assertThat(topics.stream().map(topic -> topic.replace('.', '_')).collect(Collectors.toSet()))
                .as("topics of two spellings")
                .hasSameSizeAs(topics);
        assertThat(page.sum("kafka_consumer_fetch_manager_records_consumed_total"))
                .as("a sum over all clients and topics is the sum over all topics")
                .isEqualTo(topics.stream()
                        .flatMap(topic -> page
                                .samples("kafka_consumer_fetch_manager_records_consumed_total", Map.of("topic", topic))
                                .stream())
                        .mapToDouble(Exposed.Sample::value)
                        .sum());
        assertThat(values(page, "thread_id")).contains("StreamThread-1", "StreamThread-2");
        assertThat(page.families().keySet())
                .contains(
                        "jvm_memory_used_bytes",
                        "jvm_gc_collection_seconds",
                        "jvm_threads_current",
                        "process_cpu_seconds_total",
                        "process_start_time_seconds",
                        "kafka_stream_thread_commit_total");
    }

    @Test
    void documentListsWhatARunningProcessorTells() throws Exception {
        var page = exposed(busyProcessor("one"));

        assertThat(listed(name -> !name.startsWith(OF_TRAINERS)))
                .containsExactlyInAnyOrderEntriesOf(told(page, "processor"));
    }

    @Test
    void documentListsWhatARunningTrainerTells() throws Exception {
        pipeline.promote("mlp", POOR);
        pipeline.run("one");
        try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", IMAGES, 0))) {
            trainer.awaitPhase(TrainerPhase.COLLECTING);
            pipeline.feed("first", DIGITS.training().range(0, IMAGES));
            trainer.awaitOutcome(1);
            var page = await().atMost(PATIENCE)
                    .until(
                            () -> Exposed.parse(trainer.get("/metrics").body()),
                            now -> now.families().containsKey("glyphstream_trainer_mistakes_ratio"));

            var told = told(page, "trainer");
            assertThat(told.keySet()).allMatch(name -> name.startsWith(OF_TRAINERS));
            assertThat(listed(name -> name.startsWith(OF_TRAINERS))).containsExactlyInAnyOrderEntriesOf(told);
            assertThat(page.families().keySet()).contains("jvm_memory_used_bytes", "process_cpu_seconds_total");
        }
    }

    @Test
    void figuresAreThoseOfTheTopics() throws Exception {
        var page = exposed(busyProcessor("one"));

        var answers = pipeline.answers();
        assertThat(page.sum("glyphstream_ready")).isEqualTo(1);
        assertThat(page.sum("glyphstream_predictions_total")).isEqualTo(2 * IMAGES);
        assertThat(page.sum("glyphstream_latency_seconds_count")).isEqualTo(2 * IMAGES);
        assertThat(page.sum("glyphstream_labeled_total")).isEqualTo(2 * 2 * IMAGES);
        var dead = page.samples("glyphstream_dead_letters_total", Map.of("stage", "classify", "reason", "unreadable"));
        assertThat(dead).extracting(Exposed.Sample::value).containsExactly(1.0);
        assertThat(page.sum("glyphstream_dead_letters_total")).isEqualTo(1);
        assertThat(page.samples("glyphstream_lag_images", Map.of())).hasSize(Pipeline.PARTITIONS);
        assertThat(answers).hasSize(2 * IMAGES);
        var report = pipeline.accuracy().readToEnd().stream()
                .filter(read ->
                        read.key() != null && read.value().getModel().getModel().equals("knn"))
                .filter(read -> read.value().getWindowStart() == null)
                .reduce((first, last) -> last)
                .orElseThrow()
                .value();
        assertThat(page.samples("glyphstream_accuracy_ratio", Map.of("model", "knn@1", "role", "challenger")))
                .extracting(Exposed.Sample::value)
                .containsExactly(report.getAccuracy());
    }

    @Test
    void everyAlertRuleNamesSeriesAndLabelsThatAreThere() throws Exception {
        var page = exposed(busyProcessor("one"));

        assertThat(rules()).hasSize(3);
        rules().forEach((alert, rule) -> {
            assertThat(rule.names()).as(alert).isNotEmpty();
            rule.names()
                    .forEach((name, labels) -> assertThat(page.samples(name, Map.of()))
                            .as("%s: %s with %s", alert, name, labels)
                            .isNotEmpty()
                            .allMatch(sample -> sample.labels().keySet().containsAll(labels)));
        });
    }

    @Test
    void noAlertWhenAllIsWell() throws Exception {
        pipeline.promote(
                "knn", Models.neighbors(DIGITS.training(), DIGITS.training().size()));
        var processor = pipeline.run("one");
        pipeline.feed("first", DIGITS.test());
        var before = awaitLabeled(processor, DIGITS.test().size());
        pipeline.feed("second", DIGITS.test());
        awaitLabeled(processor, 2 * DIGITS.test().size());
        awaitLag(processor, 0);

        var after = exposed(processor);

        rules().forEach((alert, rule) ->
                assertThat(rule.firing(before, after)).as(alert).isEmpty());
        assertThat(after.sum("glyphstream_accuracy_ratio")).isGreaterThan(0.9);
    }

    @Test
    void alertForAProcessorThatIsNotReady() throws Exception {
        var processor = pipeline.start(pipeline.settings("one"));
        await().atMost(PATIENCE)
                .until(() -> Pipeline.get(processor, "/readyz").body().startsWith("waiting for a model"));

        var page = exposed(processor);

        assertThat(firing(page, page)).containsExactly("GlyphstreamNotReady");
    }

    /** Committed images behind a transaction that nobody ends are not seen by those who read what is committed. */
    @Test
    void alertForImagesThatWaitWhileNothingIsAnswered() throws Exception {
        pipeline.promote("mlp", GOOD);
        var processor = pipeline.run("one");
        pipeline.feed("first", DIGITS.test());
        awaitLabeled(processor, DIGITS.test().size());
        try (var producer = transactional()) {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                            pipeline.topics.images().name(), 0, "junk".getBytes(StandardCharsets.UTF_8), new byte[] {1
                            }))
                    .get();
            awaitLag(processor, 1);
            var before = exposed(processor);

            var after = exposed(processor);

            assertThat(firing(before, after)).containsExactly("GlyphstreamFallingBehind");
            producer.commitTransaction();
        }
        awaitLag(processor, 0);
        var page = exposed(processor);
        assertThat(firing(page, page)).isEmpty();
    }

    @Test
    void alertForAChampionThatIsOftenWrong() throws Exception {
        pipeline.promote("mlp", POOR);
        var processor = pipeline.run("one");
        pipeline.feed("first", DIGITS.test());
        var before = awaitLabeled(processor, DIGITS.test().size());
        pipeline.feed("second", DIGITS.test());
        awaitLabeled(processor, 2 * DIGITS.test().size());
        awaitLag(processor, 0);

        assertThat(firing(before, exposed(processor))).containsExactly("GlyphstreamAccuracyLow");
    }

    /** Returns one that did of everything something: two models, labels in images and later ones, junk. */
    private ImageProcessor busyProcessor(String name) throws Exception {
        pipeline.promote("mlp", GOOD);
        pipeline.shadow("knn", NEIGHBORS);
        var processor = pipeline.run(pipeline.settings(name).withThreads(2));
        await().atMost(PATIENCE)
                .until(() -> processor.models().orElseThrow().challengers().size() == 1);
        pipeline.feed("first", DIGITS.test().range(0, IMAGES));
        pipeline.feed(
                "second",
                DIGITS.test().range(0, IMAGES),
                ProducerSettings.defaults().withLabels(LabelPolicy.LATER),
                Clock.systemUTC());
        pipeline.send("junk", new byte[] {104, 1});
        awaitLabeled(processor, 2 * 2 * IMAGES);
        pipeline.deadLetters().readUntil(1);
        awaitLag(processor, 0);
        return processor;
    }

    private static Exposed awaitLabeled(ImageProcessor processor, int scores) {
        return await().atMost(PATIENCE)
                .until(() -> exposed(processor), page -> page.sum("glyphstream_labeled_total") >= scores);
    }

    private static void awaitLag(ImageProcessor processor, int lag) {
        await().atMost(PATIENCE).until(() -> {
            var page = exposed(processor);
            return page.samples("glyphstream_lag_images", Map.of()).size() == Pipeline.PARTITIONS
                    && page.sum("glyphstream_lag_images") == lag;
        });
    }

    private static Exposed exposed(ImageProcessor processor) throws IOException, InterruptedException {
        return Exposed.parse(Pipeline.get(processor, "/metrics").body());
    }

    private static Set<String> values(Exposed page, String label) {
        return page.samples().stream()
                .map(sample -> sample.labels().get(label))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> firing(Exposed before, Exposed after) throws IOException {
        return rules().entrySet().stream()
                .filter(rule -> !rule.getValue().firing(before, after).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Map<String, AlertExpression> rules() throws IOException {
        return RULE.matcher(Files.readString(DOCS.resolve("alerts.yml")))
                .results()
                .collect(Collectors.toMap(rule -> rule.group(1), rule -> new AlertExpression(rule.group(2))));
    }

    /** Returns Glyphstream's own metrics on a page, without the label that names the service. */
    private static Map<String, Described> told(Exposed page, String service) {
        var told = new TreeMap<String, Described>();
        page.families().forEach((name, family) -> {
            if (name.startsWith("glyphstream_")) {
                var labels = new HashSet<>(family.labels());
                assertThat(labels.remove(service)).as(name).isTrue();
                told.put(name, new Described(family.type(), labels));
            }
        });
        return told;
    }

    private static Map<String, Described> listed(Predicate<String> wanted) throws IOException {
        return Files.readAllLines(DOCS.resolve("operate.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches() && wanted.test(row.group(1)))
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> new Described(
                                row.group(2),
                                Arrays.stream(row.group(3).split(", "))
                                        .map(label -> label.replace("`", "").trim())
                                        .filter(label -> !label.isEmpty())
                                        .collect(Collectors.toSet()))));
    }

    private KafkaProducer<byte[], byte[]> transactional() {
        var settings = pipeline.cluster.clientSettings(Map.of(), Map.of("transactional.id", "open-for-long"));
        var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }
}
