package io.glyphstream.learning.service;

import io.glyphstream.learning.window.LogWindow;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.DeploymentRefusedException;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Topics;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainerState;
import io.glyphstream.schemas.TrainingOrder;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingResult;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.ReleaseOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * What it is about to do is on the log before it does it: the order of a training, with the records and the recipe, is written
 * first, and the outcome last. Whoever takes over between the two does the same training again and comes to the same bytes; these
 * are published once, and are promoted once. So it does not matter where the one before was killed.
 */
/** The trainer that is at work: it goes on where the one before it was. For one thread. */
final class ActiveTrainer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveTrainer.class);
    private static final Duration REPORTS = Duration.ofSeconds(5);
    private static final Duration VALID = Duration.ofSeconds(15);
    private static final Duration LOOKS_FOR_REQUESTS = Duration.ofSeconds(1);
    private static final Duration LONGEST_WATCH = Duration.ofMinutes(10);

    /** As its jar says; empty where classes are run from a folder. */
    private static final String RELEASE =
            Objects.requireNonNullElse(ActiveTrainer.class.getPackage().getImplementationVersion(), "");

    private final TrainerSettings settings;
    private final Clock clock;
    private final ServiceListener listener;
    private final TrainingWork training;
    private final TrainingTrigger trigger;
    private final TrainerLog log;
    private final NewLabels newLabels;
    private final AnswerFollower answers;
    private final TrainerWriter writer;
    private final Work work = new Work("training");
    private final DriftWatch drift;
    private final TrainingText progress = new TrainingText();
    private final Instant startedAt;

    private TrainerPhase phase = TrainerPhase.COLLECTING;
    private Optional<TrainingOrder> order = Optional.empty();
    private Optional<PromotionWatch> watch = Optional.empty();
    private Optional<TrainingOutcome> last = Optional.empty();
    private Optional<String> found = Optional.empty();
    private Optional<TrainerLog.Request> request = Optional.empty();
    private Optional<Instant> lastOrder = Optional.empty();
    private List<OffsetRange> imagesSeen = List.of();
    private List<OffsetRange> labelsSeen = List.of();
    private String reason = "";
    private String rollback = "";
    private long orders;
    private long requestsSeen;
    private long collected;
    private long collectedAtDrift;
    private long lastLook;
    private long lastReport;
    private long watchBegan;
    private @Nullable ModelTrainer trainer;

    /** Does nothing until it begins. */
    ActiveTrainer(
            KafkaCluster cluster,
            Topics topics,
            Clock clock,
            TrainerSettings settings,
            TrainingWork training,
            ServiceListener listener) {
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.training = training;
        trigger = new TrainingTrigger(settings.triggers());
        drift = new DriftWatch(settings.drift());
        startedAt = now();
        writer = new TrainerWriter(cluster, topics, settings.model());
        log = new TrainerLog(cluster, topics, settings.model());
        newLabels = new NewLabels(cluster, topics);
        answers = new AnswerFollower(cluster, topics);
    }

    /** Takes over: whoever wrote before is fenced off, and what it was about to do is done. */
    void begin() {
        writer.fenceOthersOff();
        answers.begin();
        log.refresh();
        log.report().ifPresent(this::resume);
        newLabels.countBehind(imagesSeen, labelsSeen);
        report();
    }

    /** Does what is due. */
    void step() {
        answers.poll(this::look, this::look);
        collected = newLabels.count();
        switch (phase) {
            case STANDING_BY, COLLECTING -> collect();
            case READING -> read();
            case TRAINING -> train();
            case RELEASING -> release();
            case WATCHING -> watch();
        }
        listener.status(phase, status());
        if (isOver(lastReport, REPORTS)) {
            report();
        }
    }

    private String status() {
        var text = switch (phase) {
            case STANDING_BY, COLLECTING ->
                "collecting: " + collected + " of " + settings.triggers().every() + " new labels";
            case READING -> "reading the labeled images: " + reason;
            case TRAINING -> progress.text();
            case RELEASING -> "publishing, and comparing with the champion";
            case WATCHING ->
                watch.map(now -> "watching " + References.text(now.promoted()) + ": " + now.images() + " of "
                                + settings.watched() + " labeled images")
                        .orElse("watching");
        };
        return work.trouble().isEmpty() ? text : text + "\n" + work.trouble();
    }

    private void resume(TrainerReport before) {
        orders = before.getOrders();
        imagesSeen = before.getImagesSeen();
        labelsSeen = before.getLabelsSeen();
        requestsSeen = before.getRequestsSeen();
        last = Optional.ofNullable(before.getLast());
        lastOrder = last.map(TrainingOutcome::getEndedAt);
        order = Optional.ofNullable(before.getOrder());
        if (order.isPresent()) {
            LOG.info("going on with training {}: {}", orders, order.get().getReason());
            reason = order.get().getReason();
            beginTraining(Optional.empty());
        } else if (before.getState() == TrainerState.WATCHING) {
            last.ifPresent(outcome -> beginWatch(outcome.getModel(), outcome.getComparedWith()));
        }
    }

    private void look(Prediction answer) {
        drift.answer(answer).ifPresent(this::drifted);
    }

    private void look(LabeledAnswers.Labeled answer) {
        drift.labeled(answer).ifPresent(this::drifted);
        watch.flatMap(now -> now.add(answer)).ifPresent(worse -> rollback = worse);
    }

    private void drifted(String what) {
        LOG.warn("drift: {}", what);
        listener.drift(what);
        if (found.isEmpty()) {
            collectedAtDrift = collected;
        }
        found = Optional.of(what);
        lastReport = 0;
    }

    private void collect() {
        if (isOver(lastLook, LOOKS_FOR_REQUESTS)) {
            lastLook = System.nanoTime();
            log.refresh();
            request = log.requestFrom(requestsSeen);
        }
        var asked = request.map(wish ->
                "asked for by " + wish.value().getActor() + ": " + wish.value().getReason());
        var situation = new TrainingTrigger.Situation(
                collected, found, Math.max(0, collected - collectedAtDrift), asked, lastOrder);
        trigger.due(situation, clock.instant()).ifPresent(why -> {
            LOG.info("training {}: {}", orders + 1, why);
            reason = why;
            phase = TrainerPhase.READING;
            lastOrder = Optional.of(now());
            work.begin(training::plan);
        });
    }

    private void read() {
        work.result(TrainingWork.Plan.class).ifPresent(result -> {
            result.value().ifPresent(this::order);
            result.failure().ifPresent(this::failed);
        });
    }

    private void train() {
        work.result(TrainingWork.Candidate.class).ifPresent(result -> {
            result.value().ifPresent(candidate -> {
                phase = TrainerPhase.RELEASING;
                // Where another took over meanwhile, this report is refused, and nothing is released.
                report();
                work.begin(() -> training.release(candidate));
            });
            result.failure().ifPresent(this::failed);
        });
    }

    /** Says what will be done before it is. */
    private void order(TrainingWork.Plan ready) {
        var window = ready.window();
        orders++;
        order = Optional.of(new TrainingOrder(
                orders,
                reason,
                now(),
                ready.recipe(),
                window.ranges().images(),
                window.ranges().labels(),
                settings.window().text(),
                window.shape().rows(),
                window.shape().columns(),
                window.shape().classes()));
        requestsSeen = request.map(asked -> asked.offset() + 1).orElse(requestsSeen);
        phase = TrainerPhase.TRAINING;
        report();
        beginTraining(Optional.of(window));
    }

    private void beginTraining(Optional<LogWindow> window) {
        var now = order.orElseThrow();
        phase = TrainerPhase.TRAINING;
        progress.begin();
        var fresh = new ModelTrainer(settings.threads(), clock);
        trainer = fresh;
        work.begin(() -> training.train(now, window, fresh, progress));
    }

    private void release() {
        work.result(TrainingWork.Released.class).ifPresent(result -> {
            result.value().ifPresent(this::released);
            result.failure().ifPresent(this::failed);
        });
    }

    private void released(TrainingWork.Released released) {
        boolean isPromoted = released.outcome().kind() == ReleaseOutcome.Kind.PROMOTED;
        var reference = released.outcome().reference();
        var former = released.champion().filter(champion -> !champion.equals(reference));
        end(
                isPromoted ? TrainingResult.PROMOTED : TrainingResult.HELD,
                reference,
                former.orElse(null),
                released.reason(),
                isPromoted && settings.watched() > 0 && former.isPresent()
                        ? TrainerPhase.WATCHING
                        : TrainerPhase.COLLECTING);
        if (phase == TrainerPhase.WATCHING) {
            beginWatch(reference, former.orElse(null));
        }
    }

    private void failed(Throwable failure) {
        LOG.warn("training {} failed", orders, failure);
        var message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        if (order.isEmpty()) {
            orders++;
        }
        requestsSeen = request.map(asked -> asked.offset() + 1).orElse(requestsSeen);
        end(TrainingResult.FAILED, null, null, message, TrainerPhase.COLLECTING);
    }

    /** Puts the outcome on record, and counts labels anew from the end of the window. */
    private void end(
            TrainingResult result,
            @Nullable ModelReference model,
            @Nullable ModelReference comparedWith,
            String why,
            TrainerPhase next) {
        var outcome = new TrainingOutcome(settings.model(), orders, reason, result, model, comparedWith, why, now());
        LOG.info("training {}: {}", orders, why);
        imagesSeen = order.map(TrainingOrder::getImages).orElse(imagesSeen);
        labelsSeen = order.map(TrainingOrder::getLabels).orElse(labelsSeen);
        order = Optional.empty();
        request = Optional.empty();
        found = Optional.empty();
        collectedAtDrift = 0;
        last = Optional.of(outcome);
        phase = next;
        writer.write(describe(), outcome);
        listener.ended(outcome);
        lastReport = System.nanoTime();
        newLabels.countBehind(imagesSeen, labelsSeen);
        collected = 0;
    }

    /** The former champion is scored beside the new one for as long as both are compared. */
    private void beginWatch(@Nullable ModelReference promoted, @Nullable ModelReference former) {
        if (promoted == null || former == null) {
            phase = TrainerPhase.COLLECTING;
            return;
        }
        phase = TrainerPhase.WATCHING;
        watchBegan = System.nanoTime();
        watch = Optional.of(new PromotionWatch(promoted, former, settings.watched()));
        rollback = "";
        decide(deployments -> deployments.shadow(
                former, settings.actor(), "compared with " + References.text(promoted) + " in service"));
    }

    private void watch() {
        var now = watch.orElseThrow();
        if (!rollback.isEmpty()) {
            decide(deployments -> deployments.rollBackFrom(now.promoted(), now.former(), settings.actor(), rollback));
            endWatch(now, TrainingResult.ROLLED_BACK, rollback);
            return;
        }
        if (now.isOver()
                || isOver(watchBegan, LONGEST_WATCH)
                || log.requestFrom(requestsSeen).isPresent()) {
            decide(deployments -> deployments.unshadow(now.former(), settings.actor(), now.describe()));
            endWatch(now, TrainingResult.PROMOTED, now.describe());
        }
    }

    private void endWatch(PromotionWatch ended, TrainingResult result, String why) {
        LOG.info("{}: {}", References.text(ended.promoted()), why);
        watch = Optional.empty();
        phase = TrainerPhase.COLLECTING;
        if (result == TrainingResult.ROLLED_BACK) {
            var outcome = last.map(before -> new TrainingOutcome(
                    before.getTrainedModel(),
                    before.getNumber(),
                    before.getCause(),
                    result,
                    before.getModel(),
                    before.getComparedWith(),
                    why,
                    now()));
            last = outcome;
            writer.write(describe(), outcome.orElseThrow());
            listener.ended(outcome.orElseThrow());
        }
        report();
    }

    /** What the rules refuse, such as a version that is retired meanwhile, is no reason to end. */
    private void decide(Consumer<DeploymentLog> decision) {
        try (var deployments = training.log()) {
            decision.accept(deployments);
        } catch (DeploymentRefusedException refused) {
            LOG.warn("not decided: {}", refused.getMessage());
        }
    }

    private void report() {
        writer.write(describe());
        lastReport = System.nanoTime();
    }

    private TrainerReport describe() {
        return new TrainerReport(
                settings.model(),
                settings.instance(),
                phase.state(),
                status(),
                order.orElse(null),
                orders,
                imagesSeen,
                labelsSeen,
                requestsSeen,
                collected,
                settings.triggers().every(),
                drift.report(),
                last.orElse(null),
                null,
                VALID.toMillis(),
                startedAt,
                now(),
                RELEASE);
    }

    private static boolean isOver(long since, Duration time) {
        return since == 0 || System.nanoTime() - since > time.toNanos();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Leaves what is in hand to the next one. */
    @Override
    public void close() {
        if (trainer != null) {
            trainer.stop();
        }
        work.close();
        answers.close();
        newLabels.close();
        log.close();
        writer.close();
    }
}
