package io.glyphstream.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.console.stream.Drawings;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Prediction;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Drawings among many more images than a page can show, on a real broker with a real processor. */
@ExtendWith(ConsoleOnBroker.class)
@Timeout(300)
final class BusyStreamDrawingsTest {

    private static final int SIDE = 28;
    private static final int DRAWINGS = 8;
    private static final int IMAGES_BETWEEN = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void eachDrawingAmongThousandsOfImagesGetsItsOwnAnswerOnce(EmbeddedBroker broker) throws Exception {
        var drawers = Executors.newFixedThreadPool(DRAWINGS);
        try (var pipeline = RunningPipeline.on(broker, "busy.");
                var drawings = new Drawings(pipeline.cluster(), pipeline.topics());
                var producer = producer(pipeline)) {
            drawings.prepare();
            var outcomes = new ArrayList<Future<Drawings.Outcome>>();
            for (int number = 0; number < DRAWINGS; number++) {
                sendMany(pipeline, producer, number);
                var image = drawing(number);
                outcomes.add(drawers.submit((Callable<Drawings.Outcome>) () -> drawings.send(image, PATIENCE)));
            }

            for (int number = 0; number < DRAWINGS; number++) {
                var outcome = outcomes.get(number).get();
                var id = drawing(number).getId();
                assertThat(outcome.answer()).as(id).hasValueSatisfying(answer -> {
                    assertThat(answer.prediction().getImageId()).isEqualTo(id);
                    assertThat(answer.prediction().getInputPartition()).isEqualTo(outcome.partition());
                    assertThat(answer.prediction().getInputOffset()).isEqualTo(outcome.offset());
                });
            }
            pipeline.awaitAnswers(RunningPipeline.IMAGES + DRAWINGS * (IMAGES_BETWEEN + 1L));
            assertThat(answersByDrawing(pipeline))
                    .hasSize(DRAWINGS)
                    .allSatisfy((id, count) -> assertThat(count).isEqualTo(1));
        } finally {
            drawers.shutdownNow();
        }
    }

    @Test
    void aDrawingThatNothingAnswersIsGivenUpInTime(EmbeddedBroker broker) {
        try (var pipeline = RunningPipeline.empty(broker, "silent.");
                var drawings = new Drawings(pipeline.cluster(), pipeline.topics())) {
            var outcome = drawings.send(drawing(0), Duration.ofMillis(200));

            assertThat(outcome.answer()).isEmpty();
            assertThat(outcome.deadLetter()).isEmpty();
            assertThat(outcome.totalMillis()).isGreaterThanOrEqualTo(200);
        }
    }

    private static Image drawing(int number) {
        var pixels = ByteBuffer.wrap(DigitPainter.drawDigit(number, 5).pixels());
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Image("drawing/" + number, SIDE, SIDE, pixels, null, now, "test", 1);
    }

    private static KafkaProducer<byte[], byte[]> producer(RunningPipeline pipeline) {
        var none = new ByteArraySerializer();
        return new KafkaProducer<>(pipeline.cluster().clientSettings(Map.of(), Map.of()), none, none);
    }

    /** Sends as fast as the broker takes them. */
    private static void sendMany(RunningPipeline pipeline, KafkaProducer<byte[], byte[]> producer, int run)
            throws Exception {
        var sent = new ArrayList<Future<?>>();
        var images = pipeline.topics().images();
        for (int number = 0; number < IMAGES_BETWEEN; number++) {
            var image = RunningPipeline.image("run-" + run + "/" + number, SIDE, SIDE, null);
            byte[] key = image.getId().getBytes(UTF_8);
            sent.add(producer.send(new ProducerRecord<>(images.name(), key, images.encode(image))));
        }
        for (var reply : sent) {
            reply.get();
        }
    }

    private static Map<String, Integer> answersByDrawing(RunningPipeline pipeline) {
        var counts = new HashMap<String, Integer>();
        CommittedReader.read(
                pipeline.cluster(),
                pipeline.topics().predictions(),
                (Prediction prediction) -> {
                    if (prediction.getImageId().startsWith("drawing/")) {
                        counts.merge(prediction.getImageId(), 1, Integer::sum);
                    }
                },
                ReadProgress.untold());
        return counts;
    }
}
