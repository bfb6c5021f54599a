package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.producer.FeedSettings;
import io.glyphstream.producer.ImageFeed;
import io.glyphstream.producer.ImageIds;
import io.glyphstream.producer.ImageProducer;
import io.glyphstream.producer.ImageSources;
import io.glyphstream.producer.LabelPolicy;
import io.glyphstream.producer.ProduceResult;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.producer.Rate;
import io.glyphstream.producer.Repetition;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Feeding images into a broker. */
@Timeout(120)
final class FeedTest {
    private static final Dataset DIGITS = new Dataset("digits", DigitPainter.draw(10, 1), DigitPainter.draw(500, 2));
    private static final int PARTITIONS = 3;

    private static EmbeddedBroker broker;

    private KafkaCluster cluster;
    private Topics topics;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".", SchemaIds.fixed());
        cluster = new KafkaCluster(broker.bootstrapServers(), Map.of());
        createTopics(cluster);
    }

    private void createTopics(KafkaCluster on) throws Exception {
        try (var admin = Admin.create(on.clientSettings(Map.of(), Map.of()))) {
            new TopicAdministration(admin, topics).create(PARTITIONS, (short) 1);
        }
    }

    @Test
    void everyImageArrivesOnceAndTwoRunsStayApart() {
        var first = feed(ImageIds.ofRun("first"), Repetition.ONCE);
        var second = feed(ImageIds.ofRun("second"), Repetition.ONCE);

        var results = List.of(run(first), run(second));

        assertThat(results).allSatisfy(result -> {
            assertThat(result.end()).isEqualTo(ProduceResult.End.EXHAUSTED);
            assertThat(result.acknowledged()).isEqualTo(500);
        });
        var records = records();
        assertThat(records).hasSize(1000);
        var ids = new HashSet<String>();
        for (var kafkaRecord : records) {
            var image = topics.images().decode(kafkaRecord.value());
            ids.add(image.getId());
            assertThat(kafkaRecord.key()).isEqualTo(image.getId());
            assertThat(kafkaRecord.timestamp()).isEqualTo(image.getCapturedAt().toEpochMilli());
        }
        assertThat(ids).hasSize(1000).contains("first/digits-test-499", "second/digits-test-0");
    }

    @Test
    void aStoppedRunKnowsExactlyWhatTheBrokerHas() throws Exception {
        // A machine that is busy with other tests may take longer than the usual ten seconds for what is on its way.
        var settings = new ProducerSettings(
                Rate.perSecond(500), LabelPolicy.WITH_IMAGE, Duration.ofMillis(250), Duration.ofMinutes(1));
        var underWay = new CompletableFuture<Void>();
        try (var producer = new ImageProducer(cluster, topics, settings, Clock.systemUTC())) {
            var run = ThreadPerTask.start(() ->
                    producer.run(feed(ImageIds.ofRun("endless"), Repetition.ENDLESS), progress -> {
                        if (progress.acknowledged() > 300) {
                            underWay.complete(null);
                        }
                    }));
            underWay.get(60, TimeUnit.SECONDS);
            producer.stop();
            var result = run.get(60, TimeUnit.SECONDS);

            assertThat(result.end()).isEqualTo(ProduceResult.End.STOPPED);
            assertThat(result.failed()).isZero();
            assertThat(records()).hasSize((int) result.acknowledged());
        }
    }

    @Test
    @SuppressWarnings("try") // the broker is closed in the middle: that is the fault
    void aBrokerThatGoesAwayEndsTheRunWithAReason() throws Exception {
        var settings = ProducerSettings.defaults().withRate(Rate.perSecond(500));
        var underWay = new CompletableFuture<Void>();
        try (var mortal = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var impatient = new KafkaCluster(
                    mortal.bootstrapServers(), Map.of("delivery.timeout.ms", "3000", "request.timeout.ms", "2000"));
            createTopics(new KafkaCluster(mortal.bootstrapServers(), Map.of()));
            var producer = new ImageProducer(impatient, topics, settings, Clock.systemUTC());
            var run = ThreadPerTask.start(() ->
                    producer.run(feed(ImageIds.ofRun("endless"), Repetition.ENDLESS), progress -> {
                        if (progress.acknowledged() > 0) {
                            underWay.complete(null);
                        }
                    }));
            underWay.get(60, TimeUnit.SECONDS);
            mortal.close();
            var result = run.get(60, TimeUnit.SECONDS);

            assertThat(result.end()).isEqualTo(ProduceResult.End.FAILED);
            assertThat(result.acknowledged()).isPositive();
            assertThat(result.failed()).isPositive();
            assertThat(result.firstFailure())
                    .hasValueSatisfying(failure -> assertThat(failure.reason()).startsWith("TimeoutException: "));
        }
    }

    private ProduceResult run(ImageFeed feed) {
        try (var producer = new ImageProducer(cluster, topics, ProducerSettings.defaults(), Clock.systemUTC())) {
            return producer.run(feed, progress -> {});
        }
    }

    private static ImageFeed feed(ImageIds ids, Repetition repetition) {
        var source = ImageSources.dataset(DIGITS, DatasetPart.TEST);
        return new ImageFeed(source, FeedSettings.once(ids).withRepetition(repetition));
    }

    private List<ConsumerRecord<String, byte[]>> records() {
        var partitions = new ArrayList<TopicPartition>();
        for (var partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new TopicPartition(topics.images().name(), partition));
        }
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (records.size() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
