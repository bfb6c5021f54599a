package io.glyphstream.learning.service;

import io.glyphstream.learning.service.TrainerMetrics.Detector;
import io.glyphstream.learning.window.LogWindow;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.DeploymentRefusedException;
import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainerState;
import io.glyphstream.schemas.TrainingOrder;
import io.glyphstream.schemas.TrainingResult;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.release.ReleaseOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The order of a training, with its records and its recipe, is written before the training begins, and the outcome after it ends.
 * A trainer that takes over between the two repeats the training and gets the same bytes. These are published once and promoted
 * once, so the trainer before may have been killed at any point.
 */
/** The trainer that is at work: it goes on where the one before it was. For one thread. */
final class ActiveTrainer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveTrainer.class);
    private static final Duration REPORTS = Duration.ofSeconds(5);
    private static final Duration LOOKS_FOR_REQUESTS = Duration.ofSeconds(1);
    private static final Duration LONGEST_WATCH = Duration.ofMinutes(10);

    private final TrainerSettings settings;
    private final Clock clock;
    private final ServiceTeller teller;
    private final TrainingWork training;
    private final TrainingTrigger trigger;
    private final TrainerRecord record;
    private final TrainerLog log;
    private final NewLabels newLabels;
    private final AnswerFollower answers;
    private final TrainerWriter writer;
    private final Work work = new Work("training");
    private final DriftWatch drift;
    private final DriftReference reference;
    private final TrainingText progress = new TrainingText();

    private TrainerPhase phase = TrainerPhase.COLLECTING;
    private Optional<PromotionWatch> watch = Optional.empty();
    private Optional<String> found = Optional.empty();
    private Optional<String> worse = Optional.empty();
    private String reason = "";
    private long collected;
    private long collectedAtDrift;
    private long lastLook;
    private long lastReport;
    private long begunAt;
    private long watchBegan;
    private @Nullable ModelTrainer trainer;

    /** Does nothing until it begins. */
    ActiveTrainer(
            KafkaCluster cluster,
            Topics topics,
            Clock clock,
            TrainerSettings settings,
            TrainingWork training,
            ServiceTeller teller) {
        this.settings = settings;
        this.clock = clock;
        this.teller = teller;
        this.training = training;
        trigger = new TrainingTrigger(settings.triggers());
        drift = new DriftWatch(settings.drift());
        reference = new DriftReference(cluster, topics);
        record = new TrainerRecord(settings, clock, teller.address());
        writer = new TrainerWriter(cluster, topics, settings.model());
        log = new TrainerLog(cluster, topics, settings.model());
        newLabels = new NewLabels(cluster, topics);
        answers = new AnswerFollower(cluster, topics);
    }

    /**
     * Takes over: fences the trainer before, and resumes its work.
     *
     * @throws LaterReleaseException when that was of a later release: what it has in hand cannot be known, so nothing is written
     */
    void begin() {
        writer.fenceOthersOff();
        answers.begin();
        log.refresh();
        log.report().ifPresent(this::resume);
        newLabels.countBehind(record.imagesSeen(), record.labelsSeen());
        report();
    }

    /** Does what is due. */
    void step() {
        answers.poll(this::look, this::look);
        reference.step(drift).ifPresent(what -> drifted(what, Detector.OUTPUTS));
        collected = newLabels.count();
        switch (phase) {
            case STANDING_BY, COLLECTING -> collect();
            case READING -> read();
            case TRAINING -> train();
            case RELEASING -> release();
            case WATCHING -> watch();
        }
        teller.atWork(phase, describe(), lags());
        if (isOver(lastReport, REPORTS)) {
            report();
        }
    }

    /** Says that it was stopped, unless it has something in hand that the next one goes on with. */
    void leave() {
        if (phase == TrainerPhase.COLLECTING) {
            writer.write(record.report(TrainerPhase.STANDING_BY, "stopped", collected, drift.report()));
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
        var unread = log.unreadRequest().map(why -> "a request to train cannot be read: " + why);
        return Stream.of(Optional.of(text), Optional.of(work.trouble()), unread)
                .flatMap(Optional::stream)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private void resume(TrainerReport before) {
        record.resume(before);
        if (record.order().isPresent()) {
            reason = record.order().get().getReason();
            LOG.info("going on with training {}: {}", record.orders(), reason);
            begunAt = System.nanoTime();
            beginTraining(record.order().get(), Optional.empty());
        } else if (before.getState() == TrainerState.WATCHING) {
            record.last().ifPresent(outcome -> beginWatch(outcome.getModel(), outcome.getComparedWith()));
        }
    }

    private void look(Prediction answer) {
        drift.answer(answer).ifPresent(what -> drifted(what, Detector.OUTPUTS));
    }

    private void look(LabeledAnswers.Labeled answer) {
        drift.labeled(answer).ifPresent(what -> drifted(what, Detector.MISTAKES));
        worse = worse.or(() -> watch.flatMap(now -> now.add(answer)));
    }

    /** A detector goes on for as long as the champion is the same: it is told once before the next training has ended. */
    private void drifted(String what, Detector detector) {
        teller.alarm(detector);
        if (found.isEmpty()) {
            LOG.info("drift: {}", what);
            teller.drift(what);
            collectedAtDrift = collected;
            lastReport = 0;
        }
        found = Optional.of(what);
    }

    private void collect() {
        var request = request();
        var asked = request.map(wish ->
                "asked for by " + wish.value().getActor() + ": " + wish.value().getReason());
        var situation = new TrainingTrigger.Situation(
                collected, found, Math.max(0, collected - collectedAtDrift), asked, record.lastOrder());
        trigger.due(situation, clock.instant()).ifPresent(why -> {
            reason = why;
            record.begin(request);
            LOG.info("training {}: {}", record.orders(), why);
            phase = TrainerPhase.READING;
            begunAt = System.nanoTime();
            work.begin(training::plan);
        });
    }

    /** Returns what somebody asks for; the topic is looked at once a second. */
    private Optional<TrainerLog.Request> request() {
        if (isOver(lastLook, LOOKS_FOR_REQUESTS)) {
            lastLook = System.nanoTime();
            log.refresh();
        }
        return log.requestFrom(record.requestsSeen());
    }

    private void read() {
        work.result(TrainingWork.Plan.class).ifPresent(result -> {
            result.value().ifPresent(plan -> {
                var order = record.order(reason, plan);
                phase = TrainerPhase.TRAINING;
                report();
                beginTraining(order, Optional.of(plan.window()));
            });
            result.failure().ifPresent(this::failed);
        });
    }

    private void beginTraining(TrainingOrder order, Optional<LogWindow> window) {
        phase = TrainerPhase.TRAINING;
        progress.begin();
        var fresh = new ModelTrainer(settings.threads(), clock);
        trainer = fresh;
        work.begin(() -> training.train(order, window, fresh, progress));
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

    private void release() {
        work.result(TrainingWork.Released.class).ifPresent(result -> {
            result.value().ifPresent(this::released);
            result.failure().ifPresent(this::failed);
        });
    }

    private void released(TrainingWork.Released released) {
        boolean isPromoted = released.outcome().kind() == ReleaseOutcome.Kind.PROMOTED;
        var reference = released.outcome().reference();
        var former = released.champion()
                .filter(champion -> !champion.equals(reference))
                .orElse(null);
        boolean isWatched = isPromoted && settings.watched() > 0 && former != null;
        end(
                isPromoted ? TrainingResult.PROMOTED : TrainingResult.HELD,
                reference,
                former,
                released.reason(),
                isWatched ? TrainerPhase.WATCHING : TrainerPhase.COLLECTING);
        if (isWatched) {
            beginWatch(reference, former);
        }
    }

    private void failed(Throwable failure) {
        LOG.warn("training {} failed", record.orders(), failure);
        var message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        end(TrainingResult.FAILED, null, null, message, TrainerPhase.COLLECTING);
    }

    /** Writes the outcome, and restarts the count of labels at the end of the window. */
    private void end(
            TrainingResult result,
            @Nullable ModelReference model,
            @Nullable ModelReference comparedWith,
            String why,
            TrainerPhase next) {
        var outcome = record.end(reason, result, model, comparedWith, why);
        LOG.info("training {}: {}", record.orders(), why);
        if (found.isPresent() && result != TrainingResult.FAILED) {
            drift.acted();
        }
        found = Optional.empty();
        collectedAtDrift = 0;
        collected = 0;
        phase = next;
        writer.write(describe(), outcome);
        lastReport = System.nanoTime();
        teller.ended(outcome, Duration.ofNanos(System.nanoTime() - begunAt));
        newLabels.countBehind(record.imagesSeen(), record.labelsSeen());
    }

    /** The former champion is scored beside the new one for as long as both are compared. */
    private void beginWatch(@Nullable ModelReference promoted, @Nullable ModelReference former) {
        if (promoted == null || former == null) {
            return;
        }
        phase = TrainerPhase.WATCHING;
        watchBegan = System.nanoTime();
        watch = Optional.of(new PromotionWatch(promoted, former, settings.watched()));
        worse = Optional.empty();
        var why = "compared with " + References.text(promoted) + " in service";
        decide(deployments -> deployments.shadow(former, settings.actor(), why));
    }

    private void watch() {
        var now = watch.orElseThrow();
        if (worse.isPresent()) {
            var why = worse.get();
            decide(deployments -> deployments.rollBackFrom(now.promoted(), now.former(), settings.actor(), why));
            endWatch(now, why);
            var outcome = record.rolledBack(why);
            writer.write(describe(), outcome);
            teller.ended(outcome);
            return;
        }
        if (now.isOver() || request().isPresent() || isOver(watchBegan, LONGEST_WATCH)) {
            decide(deployments -> deployments.unshadow(now.former(), settings.actor(), now.describe()));
            endWatch(now, now.describe());
            teller.kept(now.promoted(), now.describe());
            report();
        }
    }

    private void endWatch(PromotionWatch ended, String why) {
        LOG.info("{}: {}", References.text(ended.promoted()), why);
        watch = Optional.empty();
        phase = TrainerPhase.COLLECTING;
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
        return record.report(phase, status(), collected, drift.report());
    }

    /** Labels are followed twice: what waits to be counted is told. */
    private Map<String, Long> lags() {
        var lags = new HashMap<>(answers.lags());
        lags.putAll(newLabels.lags());
        return lags;
    }

    private static boolean isOver(long since, Duration time) {
        return since == 0 || System.nanoTime() - since > time.toNanos();
    }

    /** Leaves what is in hand to the next one. */
    @Override
    public void close() {
        if (trainer != null) {
            trainer.stop();
        }
        work.close();
        reference.close();
        answers.close();
        newLabels.close();
        log.close();
        writer.close();
    }
}
