package io.glyphstream.console.pages;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Verification;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.VerifyProgress;
import io.glyphstream.verifier.VerifySettings;
import io.glyphstream.verifier.report.Losses;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verification that runs, or that ran last: one at a time, for all who look. Thread-safe. */
final class ProofJob implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProofJob.class);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;

    @GuardedBy("this")
    private Phase phase = Phase.NONE;

    @GuardedBy("this")
    private Optional<Order> order = Optional.empty();

    @GuardedBy("this")
    private Optional<Instant> started = Optional.empty();

    @GuardedBy("this")
    private Optional<Instant> ended = Optional.empty();

    @GuardedBy("this")
    private Optional<Map<String, @Nullable Object>> verdict = Optional.empty();

    @GuardedBy("this")
    private Optional<String> failure = Optional.empty();

    @GuardedBy("this")
    private long done;

    @GuardedBy("this")
    private long total;

    @GuardedBy("this")
    private long changes;

    @GuardedBy("this")
    private Optional<Thread> running = Optional.empty();

    private volatile boolean cancelled;

    ProofJob(KafkaCluster cluster, Topics topics, Clock clock) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
    }

    /** How far it is. */
    private enum Phase {
        NONE,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    /**
     * What is to be verified.
     *
     * @param scores which scores are computed again, in the words of the page
     * @param actor who wants to know
     */
    record Order(VerifySettings settings, String scores, String actor) {}

    /**
     * Starts a verification.
     *
     * @throws ApiException when one runs already
     */
    synchronized void start(Order wanted) {
        if (phase == Phase.RUNNING) {
            throw new ApiException(409, "a verification runs already", "Wait for its verdict, or cancel it.");
        }
        phase = Phase.RUNNING;
        order = Optional.of(wanted);
        started = Optional.of(clock.instant());
        ended = Optional.empty();
        verdict = Optional.empty();
        failure = Optional.empty();
        done = 0;
        total = 0;
        changes++;
        cancelled = false;
        var thread = new Thread(() -> run(wanted), "console-proof");
        thread.setDaemon(true);
        running = Optional.of(thread);
        thread.start();
    }

    /** Ends the verification that runs, if one does. */
    synchronized void cancel() {
        cancelled = true;
        running.ifPresent(Thread::interrupt);
    }

    /** Returns a number that changes whenever the state does. */
    synchronized long changes() {
        return changes;
    }

    /** Returns the state as an object for JSON. */
    synchronized Map<String, @Nullable Object> state() {
        return JsonView.object(
                "phase", phase.name().toLowerCase(Locale.ROOT),
                "images",
                        order.map(wanted -> wanted.settings().last())
                                .filter(OptionalLong::isPresent)
                                .map(OptionalLong::getAsLong)
                                .orElse(null),
                "scores", order.map(Order::scores).orElse(null),
                "lossesAccepted",
                        order.map(wanted -> wanted.settings().losses() == Losses.ACCEPTED)
                                .orElse(null),
                "actor", order.map(Order::actor).orElse(null),
                "startedAt", started.map(Object::toString).orElse(null),
                "endedAt", ended.map(Object::toString).orElse(null),
                "done", done,
                "total", total,
                "verdict", verdict.orElse(null),
                "failure", failure.orElse(null));
    }

    @Override
    public void close() {
        cancel();
    }

    /** Whatever ends it is told as the job's state. */
    private void run(Order wanted) {
        try {
            VerifyProgress progress = this::progress;
            var report = Verification.run(cluster, topics, wanted.settings(), clock, progress);
            end(Phase.DONE, Optional.of(ProofView.of(report, topics)), Optional.empty());
        } catch (RuntimeException | Error failed) {
            if (cancelled) {
                end(Phase.CANCELLED, Optional.empty(), Optional.empty());
                return;
            }
            LOG.warn("the verification failed", failed);
            end(Phase.FAILED, Optional.empty(), Optional.of(String.valueOf(failed.getMessage())));
        }
    }

    private void progress(long now, long of) {
        if (cancelled) {
            throw new CancellationException();
        }
        synchronized (this) {
            done = Math.max(done, now);
            total = of;
            changes++;
        }
    }

    private synchronized void end(Phase last, Optional<Map<String, @Nullable Object>> found, Optional<String> reason) {
        phase = last;
        running = Optional.empty();
        verdict = found;
        failure = reason;
        ended = Optional.of(clock.instant());
        changes++;
    }
}
