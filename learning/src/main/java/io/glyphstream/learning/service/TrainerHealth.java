package io.glyphstream.learning.service;

import io.glyphstream.http.Health;
import io.glyphstream.schemas.TrainerReport;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.TimeoutException;

/*
 * A call to Kafka may wait for some seconds before it fails. The service's thread tells how it is several times a second while
 * no call waits. So a value that is old means that Kafka does not answer.
 */
/**
 * How a trainer service is, told by the service's thread and asked for by others: a value that is replaced as a whole.
 */
final class TrainerHealth {

    /** After so long without news no broker answers. */
    static final Duration SILENCE = Duration.ofSeconds(5);

    private final String model;
    private final String servers;
    private final LongSupplier nanos;
    private volatile Told told = new Told(Stage.CREATED, "not started", Optional.empty(), Map.of(), 0);

    private enum Stage {
        CREATED(Health.State.NOT_READY),
        STARTING(Health.State.NOT_READY),
        WAITING(Health.State.NOT_READY),
        READY(Health.State.READY),
        STOPPING(Health.State.NOT_READY),
        FAILED(Health.State.OVER);

        private final Health.State state;

        Stage(Health.State state) {
            this.state = state;
        }
    }

    private record Told(
            Stage stage, String text, Optional<TrainerReport> report, Map<String, Long> lags, long atNanos) {}

    /**
     * Not started.
     *
     * @param servers the brokers, as they were named
     * @param nanos the time, as {@link System#nanoTime} has it
     */
    TrainerHealth(String model, String servers, LongSupplier nanos) {
        this.model = model;
        this.servers = servers;
        this.nanos = nanos;
    }

    /** Asks for the work, and does not know yet whether another one has it. */
    void joining() {
        tell(Stage.STARTING, "joining the trainers of " + model);
    }

    /** Has the work, and reads how far the trainer before was; one that waits for Kafka still does. */
    void takingOver() {
        if (!isWaiting()) {
            tell(Stage.STARTING, "taking over the work of the trainers of " + model);
        }
    }

    /** Another one has the work. */
    void standingBy() {
        tell(Stage.READY, "standing by: another trainer of " + model + " is at work");
    }

    /** Has the work, and does it. */
    void atWork(TrainerReport report, Map<String, Long> lags) {
        var text = "at work: " + report.getStatus().replace("\n", "; ");
        told = new Told(Stage.READY, text, Optional.of(report), Map.copyOf(lags), nanos.getAsLong());
    }

    /** Kafka does not do something; it is tried again. */
    void waiting(Exception trouble) {
        tell(
                Stage.WAITING,
                "waiting for Kafka: " + (trouble instanceof TimeoutException ? noAnswer() : reason(trouble)));
    }

    /** Returns true if it was told that Kafka does not do something, and nothing better since. */
    boolean isWaiting() {
        return told.stage == Stage.WAITING;
    }

    /** Was asked to stop, and ends what it does. */
    void stopping() {
        tell(Stage.STOPPING, "stopping");
    }

    /** Gave up. */
    void failed(Throwable failure) {
        tell(Stage.FAILED, "failed: " + reason(failure));
    }

    private void tell(Stage stage, String text) {
        told = new Told(stage, text, Optional.empty(), Map.of(), nanos.getAsLong());
    }

    private static String reason(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    /** Returns how it is, as {@code /readyz} says it. */
    Health health() {
        var now = told;
        return isSilent(now)
                ? new Health(Health.State.NOT_READY, "waiting for Kafka: " + noAnswer())
                : new Health(now.stage.state, now.text);
    }

    private String noAnswer() {
        return "no answer from " + servers;
    }

    private boolean isSilent(Told now) {
        boolean gotOn = now.stage == Stage.STARTING || now.stage == Stage.READY;
        return gotOn && nanos.getAsLong() - now.atNanos > SILENCE.toNanos();
    }

    /** Returns its newest report; empty unless it is at work. */
    Optional<TrainerReport> report() {
        return told.report;
    }

    /** Returns how many records of each topic that it follows wait to be read; without those that are not known. */
    Map<String, Long> lags() {
        return told.lags;
    }
}
