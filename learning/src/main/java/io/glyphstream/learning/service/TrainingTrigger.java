package io.glyphstream.learning.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides when a training is due. Knows neither Kafka nor a clock of its own. */
final class TrainingTrigger {

    private final TriggerSettings settings;

    TrainingTrigger(TriggerSettings settings) {
        this.settings = settings;
    }

    /**
     * What a decision rests on.
     *
     * @param collected new labels since the last training
     * @param drift what was found since then
     * @param sinceDrift new labels since it was found
     * @param request what somebody asked for
     * @param lastOrder when the last training was ordered
     */
    record Situation(
            long collected,
            Optional<String> drift,
            long sinceDrift,
            Optional<String> request,
            Optional<Instant> lastOrder) {}

    /** Returns why a training is due now, or nothing. */
    Optional<String> due(Situation now, Instant time) {
        if (now.request().isPresent()) {
            return now.request();
        }
        if (isTooSoon(now, time)) {
            return Optional.empty();
        }
        if (settings.afterDrift() > 0 && now.drift().isPresent() && now.sinceDrift() >= settings.afterDrift()) {
            return now.drift().map(found -> "drift: " + found);
        }
        return now.collected() >= settings.every() ? Optional.of(now.collected() + " new labels") : Optional.empty();
    }

    private boolean isTooSoon(Situation now, Instant time) {
        return now.lastOrder()
                .map(last -> Duration.between(last, time).compareTo(settings.notMoreOftenThan()) < 0)
                .orElse(false);
    }
}
