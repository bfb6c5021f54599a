package io.glyphstream.processor.status;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.processor.lifecycle.WatchedThread;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Right;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the processors topic what this processor serves: at once when that changes, and every few seconds, so that one
 * that died can be told from one that is quiet.
 *
 * <p>It has a thread and a producer of its own. When Kafka does not take a report it goes on: the stream depends on
 * nothing here.
 */
public final class ServiceReporter implements AutoCloseable {
    /** Three reports may be lost before a processor is taken for gone. */
    static final Duration VALID = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(ServiceReporter.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private static final Map<String, ?> DEFAULTS = Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            "glyphstream-service-reporter",
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            3_000L,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            10_000);

    private final String topic;
    private final String key;
    private final Supplier<ProcessorReport> reports;
    private final ClockWatch clockWatch;
    private final KafkaProducer<String, ProcessorReport> producer;
    private final Thread thread;
    private final AtomicBoolean complained = new AtomicBoolean();

    @GuardedBy("this")
    private boolean news;

    @GuardedBy("this")
    private boolean closing;

    /**
     * Reports nothing until it is started.
     *
     * @param clockWatch is told when each report was sent and written
     * @param died receives why reporting ended by itself: a processor that cannot report looks like a dead one
     */
    public ServiceReporter(
            KafkaCluster cluster,
            Topics topics,
            ProcessorSettings settings,
            Supplier<ProcessorReport> reports,
            ClockWatch clockWatch,
            Consumer<Throwable> died) {
        topic = topics.processors().name();
        key = RecordKeys.processor(settings.applicationId(), settings.instance());
        this.reports = reports;
        this.clockWatch = clockWatch;
        producer = new KafkaProducer<>(
                cluster.clientSettings(DEFAULTS, Map.of()),
                new StringSerializer(),
                topics.processors().values().serializer());
        thread = WatchedThread.daemon("service-reporter", this::run, died);
    }

    public void start() {
        thread.start();
    }

    /** There is something new to report. Never waits. */
    public synchronized void wake() {
        news = true;
        notifyAll();
    }

    /** Takes the report back, as this processor serves nothing any more. */
    public void closeWithoutTrace() {
        stop();
        send(null);
        producer.close(CLOSE);
    }

    /** Stops with a last report. */
    @Override
    public void close() {
        stop();
        send(reports.get());
        producer.close(CLOSE);
    }

    /** Stops without a last report, which nobody would take. */
    public void abandon() {
        askToStop();
        producer.close(Duration.ZERO);
    }

    private synchronized void askToStop() {
        closing = true;
        notifyAll();
    }

    private void stop() {
        askToStop();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (awaitNews()) {
                send(reports.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until there is something to report, and returns whether it shall be. */
    private synchronized boolean awaitNews() throws InterruptedException {
        var deadline = System.nanoTime() + INTERVAL.toNanos();
        while (!news && !closing) {
            var millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                break;
            }
            wait(millis);
        }
        news = false;
        return !closing;
    }

    private void send(@Nullable ProcessorReport report) {
        try {
            var sent = clockWatch.now();
            var unused = producer.send(new ProducerRecord<>(topic, 0, key, report), (metadata, failure) -> {
                if (failure == null) {
                    complained.set(false);
                    clockWatch.compare(sent, metadata.timestamp());
                    return;
                }
                complain(failure);
            });
        } catch (KafkaException failure) {
            complain(failure);
        }
    }

    /** Once until a report gets through again: the reasons are the same every few seconds. */
    private void complain(Exception failure) {
        if (complained.compareAndSet(false, true)) {
            LOG.warn("cannot write to {}; the stream goes on: {}", topic, Right.reason(AclOperation.WRITE, failure));
        }
    }
}
