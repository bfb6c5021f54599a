package io.glyphstream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs against Kafka's own in-memory producer; the real broker is met in the integration tests. */
@Timeout(60)
class ImageProducerTest {

    private static final KafkaCluster CLUSTER = new KafkaCluster("localhost:9", Map.of());
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private static final ProducerSettings SETTINGS =
            new ProducerSettings(Rate.unlimited(), LabelPolicy.WITH_IMAGE, Duration.ofMillis(5), Duration.ofMillis(50));
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final Clock AT_NOON = Clock.fixed(NOON, ZoneOffset.UTC);

    private final MockProducer<String, byte[]> kafka = kafka(true);
    private final List<ProduceProgress> heard = new ArrayList<>();

    @Test
    void sendsImagesByTheirIdsStampedWithTheirBirth() {
        var result = producer(kafka, SETTINGS, AT_NOON).run(feed(3), heard::add);

        assertThat(result.sent()).isEqualTo(3);
        assertThat(result.acknowledged()).isEqualTo(3);
        assertThat(result.end()).isEqualTo(ProduceResult.End.EXHAUSTED);
        var sent = kafka.history().get(2);
        assertThat(sent.key()).isEqualTo("tiny-test-2");
        assertThat(sent.topic()).isEqualTo("glyphstream.images");
        assertThat(sent.timestamp()).isEqualTo(NOON.toEpochMilli());
        var source = sent.headers().lastHeader(ImageHeaders.SOURCE).value();
        assertThat(new String(source, StandardCharsets.UTF_8)).isEqualTo("tiny:test:2");
        var image = TOPICS.images().decode(sent.value());
        assertThat(image.getId()).isEqualTo("tiny-test-2");
        assertThat(image.getLabel()).isEqualTo(2);
        assertThat(image.getCapturedAt()).isEqualTo(NOON);
        assertThat(image.getPixels().get(3)).isEqualTo((byte) 2);
    }

    @Test
    void keepsLabelsBackWhenToldSo() {
        producer(kafka, SETTINGS.withLabels(LabelPolicy.NEVER), AT_NOON).run(feed(1), heard::add);
        var image = TOPICS.images().decode(kafka.history().get(0).value());
        assertThat(image.getLabel()).isNull();
    }

    @Test
    void sendsLabelsAfterTheirImagesWhenToldSo() {
        var result =
                producer(kafka, SETTINGS.withLabels(LabelPolicy.LATER), AT_NOON).run(feed(3), heard::add);
        assertThat(result.acknowledged()).isEqualTo(3);
        assertThat(kafka.history()).hasSize(6);
        var image = kafka.history().get(4);
        var label = kafka.history().get(5);
        assertThat(TOPICS.images().decode(image.value()).getLabel()).isNull();
        assertThat(label.topic()).isEqualTo("glyphstream.labels");
        assertThat(label.key()).isEqualTo(image.key());
        assertThat(TOPICS.labels().decode(label.value()).getImageId()).isEqualTo(image.key());
        assertThat(TOPICS.labels().decode(label.value()).getLabel()).isEqualTo(2);
    }

    @Test
    void reportsTheLastCountsAtTheEnd() {
        producer(kafka, SETTINGS, AT_NOON).run(feed(5), heard::add);
        var last = heard.get(heard.size() - 1);
        assertThat(last.taken()).isEqualTo(5);
        assertThat(last.acknowledged()).isEqualTo(5);
    }

    @Test
    void goesOnAfterAnImageThatOnlyItselfIsToBlameFor() {
        var images = List.of(image("good", 4), image("huge", 2000), image("good too", 4));
        var result = producer(kafka, SETTINGS, AT_NOON).run(images.iterator(), heard::add);
        assertThat(result.acknowledged()).isEqualTo(2);
        assertThat(result.failed()).isEqualTo(1);
        assertThat(result.end()).isEqualTo(ProduceResult.End.EXHAUSTED);
        assertThat(result.firstFailure()).hasValueSatisfying(failure -> {
            assertThat(failure.imageId()).isEqualTo("huge");
            assertThat(failure.reason()).contains("2000");
        });
    }

    @Test
    void goesOnAfterAnImageWithALongerIdOrSourceThanIsAllowed() {
        var longId = "i".repeat(1025);
        var longSource = new FeedImage(
                "source", PixelImage.owning(PixelShape.gray(1, 4), new byte[4]), OptionalInt.empty(), "s".repeat(4097));
        var images = List.of(image(longId, 4), longSource, image("good", 4));

        var result =
                producer(kafka, SETTINGS.withLabels(LabelPolicy.LATER), AT_NOON).run(images.iterator(), heard::add);

        assertThat(result.acknowledged()).isEqualTo(1);
        assertThat(result.failed()).isEqualTo(2);
        assertThat(result.end()).isEqualTo(ProduceResult.End.EXHAUSTED);
        assertThat(kafka.history()).hasSize(1);
        assertThat(result.firstFailure()).hasValueSatisfying(failure -> {
            assertThat(failure.imageId()).isEqualTo(longId);
            assertThat(failure.reason()).contains("image id must have at most 1024 bytes of UTF-8 but had 1025");
        });
    }

    @Test
    void goesOnAfterTheBrokerRefusedOneImageAsTooLarge() {
        var manual = kafka(false);
        var script = new Script(manual, feed(2), new RecordTooLargeException("too large"));
        var result = producer(manual, SETTINGS, AT_NOON).run(script, heard::add);
        assertThat(result.failed()).isEqualTo(1);
        assertThat(result.acknowledged()).isEqualTo(1);
        assertThat(result.end()).isEqualTo(ProduceResult.End.EXHAUSTED);
    }

    @Test
    void endsWhenTheBrokerWouldRefuseTheNextImageToo() {
        var manual = kafka(false);
        var script = new Script(manual, feed(10), new TopicAuthorizationException("not yours"));
        var result = producer(manual, SETTINGS, AT_NOON).run(script, heard::add);
        assertThat(result.end()).isEqualTo(ProduceResult.End.FAILED);
        assertThat(result.sent()).isLessThan(10);
        assertThat(result.firstFailure())
                .hasValueSatisfying(
                        failure -> assertThat(failure.reason()).isEqualTo("TopicAuthorizationException: not yours"));
    }

    @Test
    void stopsFromAnotherThreadWhileItWaitsForItsTurn() throws Exception {
        var slow = SETTINGS.withRate(Rate.perSecond(0.001));
        var sentOne = new CompletableFuture<Void>();
        try (var producer = producer(kafka, slow, Clock.systemUTC())) {
            var run = startOnOwnThread(() -> producer.run(feed(3), progress -> {
                if (progress.acknowledged() == 1) {
                    sentOne.complete(null);
                }
            }));
            sentOne.get(30, TimeUnit.SECONDS);
            producer.stop();
            var result = run.get(30, TimeUnit.SECONDS);
            assertThat(result.end()).isEqualTo(ProduceResult.End.STOPPED);
            assertThat(result.sent()).isEqualTo(1);
            assertThat(result.acknowledged()).isEqualTo(1);
        }
    }

    @Test
    void countsWhatNobodyAcknowledgedAsFailedAfterAStop() throws Exception {
        var silent = kafka(false);
        var waiting = new CompletableFuture<Void>();
        try (var producer = producer(silent, SETTINGS, Clock.systemUTC())) {
            var run = startOnOwnThread(() -> producer.run(feed(3), progress -> {
                if (progress.taken() == 3) {
                    waiting.complete(null);
                }
            }));
            waiting.get(30, TimeUnit.SECONDS);
            producer.stop();
            assertThat(run.get(30, TimeUnit.SECONDS).end()).isEqualTo(ProduceResult.End.STOPPED);
            assertThat(run.get().sent()).isEqualTo(3);
            assertThat(run.get().failed()).isEqualTo(3);
        }
    }

    @Test
    void saysWhatToDoWhenThereIsNoKafka() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var nobody = new KafkaCluster("localhost:" + port, Map.of("max.block.ms", "200"));
        try (var producer = new ImageProducer(nobody, TOPICS, SETTINGS, AT_NOON)) {
            assertThatThrownBy(() -> producer.run(feed(1), heard::add))
                    .isInstanceOf(UnreachableKafkaException.class)
                    .hasMessageContaining("localhost:" + port)
                    .hasMessageContaining("glyphstream broker");
        }
    }

    private static MockProducer<String, byte[]> kafka(boolean acknowledging) {
        return new MockProducer<>(
                acknowledging, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
    }

    private static ImageProducer producer(MockProducer<String, byte[]> kafka, ProducerSettings settings, Clock clock) {
        return new ImageProducer(kafka, CLUSTER, TOPICS, settings, clock);
    }

    private static ImageFeed feed(int images) {
        var source = ImageSources.dataset(TestImages.dataset(1, images), DatasetPart.TEST);
        return new ImageFeed(source, FeedSettings.once(ImageIds.repeatable()));
    }

    private static FeedImage image(String id, int columns) {
        return new FeedImage(
                id, PixelImage.owning(PixelShape.gray(1, columns), new byte[columns]), OptionalInt.empty(), "");
    }

    private static <T> CompletableFuture<T> startOnOwnThread(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, command -> new Thread(command).start());
    }

    /** A feed during which the first image fails and all others arrive, one step behind. */
    private record Script(MockProducer<String, byte[]> kafka, Iterator<FeedImage> images, RuntimeException firstError)
            implements Iterator<FeedImage> {

        @Override
        public boolean hasNext() {
            if (kafka.history().size() == 1) {
                kafka.errorNext(firstError);
            }
            var more = true;
            while (more) {
                more = kafka.completeNext();
            }
            return images.hasNext();
        }

        @Override
        public FeedImage next() {
            return images.next();
        }
    }
}
