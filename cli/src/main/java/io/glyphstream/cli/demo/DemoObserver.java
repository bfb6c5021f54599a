package io.glyphstream.cli.demo;

import io.glyphstream.operations.CommittedReader;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a demo writes, as any other consumer would, and shows it. */
final class DemoObserver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoObserver.class);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final CommittedReader reader;
    private final DemoLedger ledger;
    private final DemoView view;
    private final Clock clock;
    private final OptionalLong total;
    private final Supplier<String> training;
    private final Thread thread = new Thread(this::run, "demo-observer");
    private volatile Optional<Throwable> failure = Optional.empty();
    private volatile boolean closed;
    private long answeredBefore;
    private long measured = System.nanoTime();
    private double imagesPerSecond;

    DemoObserver(
            KafkaCluster cluster,
            DemoLedger ledger,
            DemoView view,
            Clock clock,
            OptionalLong total,
            Supplier<String> training) {
        this.reader = new CommittedReader(cluster, ledger.topicNames(), CommittedReader.Start.BEGINNING);
        this.ledger = ledger;
        this.view = view;
        this.clock = clock;
        this.total = total;
        this.training = training;
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }

    private void run() {
        try {
            while (!closed) {
                var arrived = reader.poll();
                var arrival = clock.instant();
                arrived.forEach(message -> ledger.enter(message, arrival));
                show();
            }
        } catch (RuntimeException | Error failed) {
            failure = Optional.of(failed);
            LOG.error("The demo cannot be observed any more", failed);
        }
    }

    /** Returns true if it reads no more, by itself. */
    boolean hasFailed() {
        return failure.isPresent();
    }

    /**
     * Does nothing while it reads.
     *
     * @throws IllegalStateException when it has failed
     */
    void requireWorking() {
        failure.ifPresent(cause -> {
            throw new IllegalStateException("the demo cannot read its topics any more: " + cause, cause);
        });
    }

    private void show() {
        DemoState state = ledger.state();
        long now = System.nanoTime();
        if (now - measured >= SECOND) {
            long answered = state.predictions() + state.deadLetters();
            imagesPerSecond = (double) (answered - answeredBefore) * SECOND / (now - measured);
            answeredBefore = answered;
            measured = now;
        }
        view.show(state, new DemoProgress(total, imagesPerSecond, training.get()));
    }
}
