package io.glyphstream.learning.service;

import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainingOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Tells what a trainer service does: to its listener, on its pages and in its metrics. For the service's thread. */
final class ServiceTeller {

    private final ServiceListener listener;
    private final TrainerHealth health;
    private final TrainerMetrics metrics;
    private final Optional<URI> address;

    /** @param address where the pages are */
    ServiceTeller(ServiceListener listener, TrainerHealth health, TrainerMetrics metrics, Optional<URI> address) {
        this.listener = listener;
        this.health = health;
        this.metrics = metrics;
        this.address = address;
    }

    /** Returns where it tells more over HTTP. */
    Optional<URI> address() {
        return address;
    }

    /** Another one has the work. */
    void standingBy() {
        health.standingBy();
    }

    /** It does not have the work: it asks for it, or another one has it. */
    void withoutWork(String text) {
        listener.status(TrainerPhase.STANDING_BY, text);
    }

    /** It has the work, and reads how far the trainer before was. */
    void takingOver() {
        health.takingOver();
    }

    /**
     * It gets on.
     *
     * @param lags how many records of each topic wait to be read
     */
    void atWork(TrainerPhase phase, TrainerReport report, Map<String, Long> lags) {
        health.atWork(report, lags);
        listener.status(phase, report.getStatus());
    }

    /** Kafka does not do something; it is tried again. The listener hears of it once, until it is done. */
    void waiting(Exception trouble) {
        boolean isKnown = health.isWaiting();
        health.waiting(trouble);
        if (!isKnown) {
            listener.trouble(health.health().text());
        }
    }

    /** The same, where work in hand begins again. */
    void beginsAgain(Exception trouble) {
        health.waiting(trouble);
        listener.trouble("Kafka: " + trouble.getMessage());
    }

    /** A training has ended. */
    void ended(TrainingOutcome outcome, Duration time) {
        metrics.lasted(time);
        ended(outcome);
    }

    /** A training has ended, or what it promoted was rolled back. */
    void ended(TrainingOutcome outcome) {
        metrics.ended(outcome.getResult());
        listener.ended(outcome);
    }

    /** A promoted version was compared with the champion before it in service, and stays. */
    void kept(ModelReference model, String figures) {
        listener.kept(model, figures);
    }

    /** A detector raised an alarm. */
    void alarm(TrainerMetrics.Detector detector) {
        metrics.alarm(detector);
    }

    /** The alarm is the first since the last training. */
    void drift(String what) {
        listener.drift(what);
    }
}
