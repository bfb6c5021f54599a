package io.glyphstream.producer;

import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Sends images to the images topic, each once, keyed by its id and stamped with the instant it came to be.
 *
 * <p>Retries inside the client never duplicate a record (it is idempotent and waits for all replicas). An image that
 * the broker refuses for its own sake is counted and the run goes on; any other failure ends the run, since the next
 * image would fare no better.
 *
 * <p>Labels that are sent later go to the labels topic under the image's id, so that they lie in the image's partition.
 *
 * <p>One object makes one run. {@link #stop} may be called from any thread, before the run, too.
 */
public final class ImageProducer implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final String cluster;
    private final Topic<Image> topic;
    private final Topic<Label> labels;
    private final ProducerSettings settings;
    private final Clock clock;
    private final SendLedger ledger;
    private final CountDownLatch stopRequested = new CountDownLatch(1);

    public ImageProducer(KafkaCluster cluster, Topics topics, ProducerSettings settings, Clock clock) {
        this(ProducerConnection.open(cluster), cluster, topics, settings, clock);
    }

    ImageProducer(
            Producer<String, byte[]> producer,
            KafkaCluster cluster,
            Topics topics,
            ProducerSettings settings,
            Clock clock) {
        this.producer = producer;
        this.cluster = cluster.bootstrapServers();
        this.topic = topics.images();
        this.labels = topics.labels();
        this.settings = settings;
        this.clock = clock;
        this.ledger = new SendLedger(ProducerConnection.bytesUnderWay(cluster));
    }

    /**
     * Sends images until there are no more, somebody stops it, or the broker fails; waits for what is under way.
     *
     * @throws UnreachableKafkaException when there is no Kafka or no topic at the start
     */
    public ProduceResult run(Iterator<FeedImage> images, ProduceListener listener) {
        requireTopic();
        var run = new Run(listener);
        var interrupted = false;
        var end = ProduceResult.End.STOPPED;
        try {
            end = run.send(images);
            end = run.drain(end);
        } catch (InterruptedException | InterruptException e) {
            interrupted = true;
        } finally {
            // The flag would keep the client from closing.
            interrupted |= Thread.interrupted();
            producer.close(Duration.ZERO);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return run.result(end);
    }

    /** Asks the run to end soon; it still waits for what is under way. */
    public void stop() {
        stopRequested.countDown();
    }

    /** Drops what is still under way. A run that has returned has nothing under way. */
    @Override
    public void close() {
        stop();
        producer.close(Duration.ZERO);
    }

    private void requireTopic() {
        try {
            producer.partitionsFor(topic.name());
        } catch (TimeoutException e) {
            throw new UnreachableKafkaException(
                    "no answer about the topic " + topic.name() + " from Kafka at " + cluster
                            + ": start a broker (glyphstream broker), name another with --bootstrap-servers,"
                            + " or create the topics (glyphstream topics create)",
                    e);
        }
    }

    private boolean isStopRequested() {
        return stopRequested.getCount() == 0;
    }

    /** The state that only the sending thread has. */
    private final class Run {

        private final ProduceListener listener;
        private final Instant started = clock.instant();
        private final Pacer pacer = new Pacer(settings.rate());
        private Instant reported = started;
        private long acknowledgedWhenReported;
        private long taken;

        Run(ProduceListener listener) {
            this.listener = listener;
        }

        ProduceResult.End send(Iterator<FeedImage> images) throws InterruptedException {
            while (!isStopRequested() && !ledger.isBroken()) {
                if (!images.hasNext()) {
                    return ProduceResult.End.EXHAUSTED;
                }
                var image = images.next();
                if (!awaitTurn()) {
                    return ProduceResult.End.STOPPED;
                }
                offer(image);
                reportWhenDue();
            }
            return ledger.isBroken() ? ProduceResult.End.FAILED : ProduceResult.End.STOPPED;
        }

        /** Waits until the next departure; false when the run is to stop instead. */
        private boolean awaitTurn() throws InterruptedException {
            var wait = pacer.nanosUntilDue(nanos());
            while (wait > 0) {
                var slice = Math.min(wait, settings.progressInterval().toNanos());
                if (stopRequested.await(slice, TimeUnit.NANOSECONDS)) {
                    return false;
                }
                reportWhenDue();
                wait = pacer.nanosUntilDue(nanos());
            }
            pacer.depart(nanos());
            return true;
        }

        private void offer(FeedImage image) throws InterruptedException {
            var capturedAt = clock.instant();
            byte[] value;
            try {
                value = encode(image, capturedAt);
            } catch (SerializationException e) {
                taken++;
                ledger.refused(image.id(), e);
                return;
            }
            if (!awaitRoom(value.length)) {
                return;
            }
            taken++;
            var sent = new ProducerRecord<>(topic.name(), null, capturedAt.toEpochMilli(), image.id(), value);
            ImageHeaders.write(image.source(), sent.headers());
            hand(image.id(), sent, value.length, ledger::acknowledged);
            if (settings.labels() == LabelPolicy.LATER && image.label().isPresent()) {
                offerLabel(image);
            }
        }

        private void offerLabel(FeedImage image) throws InterruptedException {
            var now = clock.instant();
            var value = labels.encode(new Label(image.id(), image.label().getAsInt(), now, image.source()));
            if (awaitRoom(value.length)) {
                var sent = new ProducerRecord<>(labels.name(), null, now.toEpochMilli(), image.id(), value);
                hand(image.id(), sent, value.length, ledger::delivered);
            }
        }

        /** Waits for room; false when the run is to stop instead. */
        private boolean awaitRoom(int bytes) throws InterruptedException {
            while (!ledger.reserve(bytes, settings.progressInterval())) {
                reportWhenDue();
                if (isStopRequested() || ledger.isBroken()) {
                    return false;
                }
            }
            return true;
        }

        // The callback receives what the future would.
        @SuppressWarnings("FutureReturnValueIgnored")
        private void hand(String id, ProducerRecord<String, byte[]> sent, int bytes, IntConsumer arrived) {
            try {
                producer.send(sent, (metadata, error) -> {
                    if (error == null) {
                        arrived.accept(bytes);
                    } else {
                        ledger.failed(id, bytes, error);
                    }
                });
            } catch (InterruptException e) {
                ledger.failed(id, bytes, e);
                throw e;
            } catch (KafkaException | IllegalStateException e) {
                ledger.failed(id, bytes, e);
            }
        }

        /**
         * Waits for what is under way: as long as the client tries, or a little while after a stop or a failure. Returns
         * why the run ended, in the light of what was learned.
         */
        ProduceResult.End drain(ProduceResult.End end) throws InterruptedException {
            var patience = settings.stopTimeout();
            while (!ledger.awaitAll(settings.progressInterval())) {
                reportWhenDue();
                if (end == ProduceResult.End.EXHAUSTED && !isStopRequested()) {
                    continue;
                }
                patience = patience.minus(settings.progressInterval());
                if (patience.isNegative()) {
                    return end == ProduceResult.End.EXHAUSTED ? ProduceResult.End.STOPPED : end;
                }
            }
            return end == ProduceResult.End.EXHAUSTED && ledger.isBroken() ? ProduceResult.End.FAILED : end;
        }

        ProduceResult result(ProduceResult.End end) {
            var now = clock.instant();
            report(now);
            var acknowledged = ledger.acknowledged();
            return new ProduceResult(
                    taken,
                    acknowledged,
                    taken - acknowledged,
                    ledger.firstFailure(),
                    Duration.between(started, now),
                    end);
        }

        private void reportWhenDue() {
            var now = clock.instant();
            if (Duration.between(reported, now).compareTo(settings.progressInterval()) >= 0) {
                report(now);
            }
        }

        private void report(Instant now) {
            var acknowledged = ledger.acknowledged();
            var seconds = Duration.between(reported, now).toNanos() / 1e9;
            var recent = seconds > 0 ? (acknowledged - acknowledgedWhenReported) / seconds : 0;
            reported = now;
            acknowledgedWhenReported = acknowledged;
            listener.progress(new ProduceProgress(taken, acknowledged, ledger.failed(), recent));
        }

        private long nanos() {
            var now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }
    }

    private byte[] encode(FeedImage fed, Instant capturedAt) {
        var pixels = fed.image();
        var withLabel =
                settings.labels() == LabelPolicy.WITH_IMAGE && fed.label().isPresent();
        var image = Image.newBuilder()
                .setId(fed.id())
                .setRows(pixels.rows())
                .setColumns(pixels.columns())
                .setPixels(ByteBuffer.wrap(pixels.pixels()))
                .setLabel(withLabel ? fed.label().getAsInt() : null)
                .setCapturedAt(capturedAt)
                .setSource(fed.source())
                .setChannels(pixels.channels())
                .build();
        Images.validate(image);
        return topic.values().serializer().serialize(topic.name(), image);
    }
}
