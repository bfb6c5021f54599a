package io.glyphstream.learning.service;

import io.glyphstream.schemas.DriftReport;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainingOrder;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingResult;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a trainer must know to go on where the one before it was: all of it is in its reports. Knows no Kafka. */
final class TrainerRecord {

    private static final Duration VALID = Duration.ofSeconds(15);

    /** As its jar says; empty where classes are run from a folder. */
    private static final String RELEASE =
            Objects.requireNonNullElse(TrainerRecord.class.getPackage().getImplementationVersion(), "");

    private final TrainerSettings settings;
    private final Clock clock;
    private final Optional<URI> address;
    private final Instant startedAt;
    private Optional<TrainingOrder> order = Optional.empty();
    private Optional<TrainingOutcome> last = Optional.empty();
    private Optional<Instant> lastOrder = Optional.empty();
    private List<OffsetRange> imagesSeen = List.of();
    private List<OffsetRange> labelsSeen = List.of();
    private long orders;
    private long requestsSeen;

    /** @param address where the service tells more over HTTP */
    TrainerRecord(TrainerSettings settings, Clock clock, Optional<URI> address) {
        this.settings = settings;
        this.clock = clock;
        this.address = address;
        startedAt = now();
    }

    /** Takes over what the one before has reported. */
    void resume(TrainerReport before) {
        order = Optional.ofNullable(before.getOrder());
        last = Optional.ofNullable(before.getLast());
        lastOrder = order.map(TrainingOrder::getOrderedAt).or(() -> last.map(TrainingOutcome::getEndedAt));
        imagesSeen = List.copyOf(before.getImagesSeen());
        labelsSeen = List.copyOf(before.getLabelsSeen());
        orders = before.getOrders();
        requestsSeen = before.getRequestsSeen();
    }

    /** Returns the training in hand. */
    Optional<TrainingOrder> order() {
        return order;
    }

    /** Returns what became of the last training. */
    Optional<TrainingOutcome> last() {
        return last;
    }

    /** Returns when the last training was begun. */
    Optional<Instant> lastOrder() {
        return lastOrder;
    }

    /** Returns the images that the last training could have used. */
    List<OffsetRange> imagesSeen() {
        return imagesSeen;
    }

    /** Returns the labels that the last training could have used. */
    List<OffsetRange> labelsSeen() {
        return labelsSeen;
    }

    /** Returns how many trainings were ordered. */
    long orders() {
        return orders;
    }

    /** Returns the offset behind the last request that was acted on. */
    long requestsSeen() {
        return requestsSeen;
    }

    /** A training is begun, of which nothing is known yet but the reason. */
    void begin(Optional<TrainerLog.Request> request) {
        orders++;
        lastOrder = Optional.of(now());
        requestsSeen = request.map(asked -> asked.offset() + 1).orElse(requestsSeen);
    }

    /** Returns the order of the training that was begun; it is in hand from now on. */
    TrainingOrder order(String reason, TrainingWork.Plan plan) {
        var window = plan.window();
        var made = new TrainingOrder(
                orders,
                reason,
                now(),
                plan.recipe(),
                window.ranges().images(),
                window.ranges().labels(),
                settings.window().text(),
                window.shape().input().rows(),
                window.shape().input().columns(),
                window.shape().classes(),
                window.shape().input().channels());
        order = Optional.of(made);
        return made;
    }

    /** Returns the outcome of the training that was begun; none is in hand any more. */
    TrainingOutcome end(
            String reason,
            TrainingResult result,
            @Nullable ModelReference model,
            @Nullable ModelReference comparedWith,
            String why) {
        imagesSeen = order.map(TrainingOrder::getImages).orElse(imagesSeen);
        labelsSeen = order.map(TrainingOrder::getLabels).orElse(labelsSeen);
        order = Optional.empty();
        var outcome = new TrainingOutcome(settings.model(), orders, reason, result, model, comparedWith, why, now());
        last = Optional.of(outcome);
        return outcome;
    }

    /** Returns the outcome of the last training, which was rolled back since. */
    TrainingOutcome rolledBack(String why) {
        var before = last.orElseThrow();
        var outcome = new TrainingOutcome(
                before.getTrainedModel(),
                before.getNumber(),
                before.getCause(),
                TrainingResult.ROLLED_BACK,
                before.getModel(),
                before.getComparedWith(),
                why,
                now());
        last = Optional.of(outcome);
        return outcome;
    }

    /** Returns how it is now. */
    TrainerReport report(TrainerPhase phase, String status, long collected, DriftReport drift) {
        return new TrainerReport(
                settings.model(),
                settings.instance(),
                phase.state(),
                status,
                order.orElse(null),
                orders,
                imagesSeen,
                labelsSeen,
                requestsSeen,
                collected,
                settings.triggers().every(),
                drift,
                last.orElse(null),
                address.map(URI::toString).orElse(null),
                VALID.toMillis(),
                startedAt,
                now(),
                RELEASE);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
