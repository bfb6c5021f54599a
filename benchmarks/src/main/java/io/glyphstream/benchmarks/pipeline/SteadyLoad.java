package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.schemas.kafka.PartlyOpened;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Images at an even pace, and how long each took to come out at a consumer that reads committed records only.
 *
 * <p>An image's time counts from the instant when the timetable has it come to be, not from when it could be sent: what holds the sender
 * up is part of the delay, so that a halt is not measured once but for all images that it hits.
 */
final class SteadyLoad {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PipelineStage stage;
    private final EncodedImages images;
    private int runs;

    SteadyLoad(PipelineStage stage, LabeledImages images) {
        this.stage = stage;
        this.images = new EncodedImages(images, stage.topics().images());
    }

    /**
     * Sends images and returns how long each took.
     *
     * @param stream whose answers are waited for
     * @param meanwhile is done while images flow, beginning with the first, and has the timetable's start
     */
    Delays run(Variant variant, RunningStream stream, double rate, Duration length, Meanwhile meanwhile)
            throws InterruptedException {
        int count = (int) Math.max(1, Math.round(rate * length.toMillis() / 1000));
        String run = "load" + ++runs;
        var threads = Executors.newFixedThreadPool(2);
        try (var consumer = consumer(stage.output(variant))) {
            long start = System.nanoTime() + Duration.ofMillis(50).toNanos();
            var delays = new Delays(start, rate, count);
            Future<?> sent = threads.submit(() -> send(run, delays));
            Future<?> done = threads.submit(() -> {
                meanwhile.run(delays);
                return null;
            });
            receive(run, consumer, delays, stream);
            sent.get();
            done.get();
            return delays;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load broke down: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void send(String run, Delays delays) {
        try (var producer = EncodedImages.producer(stage)) {
            for (int number = 0; number < delays.count(); number++) {
                for (long wait = delays.due(number) - System.nanoTime();
                        wait > 0;
                        wait = delays.due(number) - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                EncodedImages.send(producer, images.record(run, number, Instant.now()));
            }
        }
    }

    private void receive(String run, KafkaConsumer<byte[], byte[]> consumer, Delays delays, RunningStream stream) {
        long deadline = delays.due(delays.count()) + PATIENCE.toNanos();
        while (delays.missing() > 0) {
            for (var record : consumer.poll(Duration.ofMillis(100))) {
                long number = EncodedImages.number(run, record.key());
                if (number >= 0) {
                    delays.arrived((int) number, System.nanoTime());
                }
            }
            Optional<String> failure = stream.failure();
            if (failure.isPresent() || System.nanoTime() > deadline) {
                throw new IllegalStateException("of " + delays.count() + " images " + delays.missing()
                        + " were not answered: " + failure.orElse("they did not come"));
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String topic) {
        var settings = stage.cluster()
                .clientSettings(Map.of(), Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        try (var opened = new PartlyOpened()) {
            var consumer = opened.add(
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                    KafkaConsumer::close);
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            opened.complete();
            return consumer;
        }
    }

    /** Something that is done while images flow. */
    interface Meanwhile {
        void run(Delays delays) throws InterruptedException;
    }
}
