package io.glyphstream.soak;

import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.cli.soak.SoakFailedException;
import io.glyphstream.cli.soak.SoakFault;
import io.glyphstream.cli.soak.SoakSettings;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.operations.Numbers;
import io.glyphstream.operations.StopSignal;
import io.glyphstream.operations.Verification;
import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.producer.FeedSettings;
import io.glyphstream.producer.ImageFeed;
import io.glyphstream.producer.ImageIds;
import io.glyphstream.producer.ImageProducer;
import io.glyphstream.producer.ImageSources;
import io.glyphstream.producer.LabelPolicy;
import io.glyphstream.producer.ProduceResult;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.producer.Rate;
import io.glyphstream.producer.Repetition;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.TopicGrowth;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.VerifySettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/*
 * Each fault is done to real processes, and waited for until every partition is answered again. The faults come in rounds: each
 * once, in an order drawn from the seed. When time is up, the verifier judges what is on the topics.
 */

/** A pipeline of processes of its own that is harmed in every way that is known, while images stream through it. */
final class Soak {

    private static final int FIRST_PARTITIONS = 4;
    private static final int MOST_PARTITIONS = 12;
    private static final int MOST_PROCESSORS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Longer than the fast recovery's session timeout. */
    private static final Duration FREEZE = Duration.ofSeconds(6);

    /** Beyond any tolerance for clocks. */
    private static final Duration CLOCK_OFFSET = Duration.ofSeconds(60);

    private static final String ACTOR = "soak";

    private final SoakSettings settings;
    private final Path folder;
    private final Clock clock;
    private final StopSignal stop;
    private final Consumer<String> say;
    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private final SplittableRandom random;
    private final List<Summary.Event> events = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int partitions = FIRST_PARTITIONS;

    /**
     * Prepares a soak.
     *
     * @param folder where the processes keep their data, and write what they print and log
     * @param stop ends the faults early
     * @param say receives what happens
     */
    Soak(SoakSettings settings, Path folder, Clock clock, StopSignal stop, Consumer<String> say) {
        this.settings = settings;
        this.folder = folder;
        this.clock = clock;
        this.stop = stop;
        this.say = say;
        random = new SplittableRandom(settings.seed());
    }

    Summary run() throws InterruptedException {
        var dataset = new Dataset(
                "digits", DigitPainter.draw(1_500, settings.seed()), DigitPainter.draw(500, settings.seed() + 1));
        try (var processes = new ProcessGroup(folder, random.split(), settings)) {
            processes.awaitBrokers();
            try (var admin = AdminClients.open(processes.cluster())) {
                new TopicAdministration(admin, topics).create(partitions, (short) settings.brokers());
            }
            var versions = new FirstVersions(ACTOR, clock).publish(processes.cluster(), topics, dataset);
            say.accept("versions are published: "
                    + versions.stream().map(References::text).toList());
            processes.join();
            processes.join();
            try (var trainers = new Trainers(folder, processes.cluster(), topics, clock)) {
                trainers.start();
                return soak(processes, trainers, dataset, versions);
            }
        }
    }

    private Summary soak(ProcessGroup processes, Trainers trainers, Dataset dataset, List<ModelReference> versions)
            throws InterruptedException {
        var cluster = processes.cluster();
        var settingsOfFeed = ProducerSettings.defaults()
                .withRate(Rate.perSecond(settings.rate()))
                .withLabels(LabelPolicy.LATER);
        // The broker is away now and then, for longer than a person would want to wait. New partitions are to be fed at
        // once.
        var patient = new KafkaCluster(
                cluster.bootstrapServers(),
                Map.of(
                        "max.block.ms",
                        "120000",
                        "delivery.timeout.ms",
                        "180000",
                        "request.timeout.ms",
                        "20000",
                        "metadata.max.age.ms",
                        "1000"));
        try (var producer = new ImageProducer(patient, topics, settingsOfFeed, clock);
                var watch = new AnswerWatch(cluster, topics, partitions);
                var aborted = new AbortedRecords(cluster, topics.predictions().name())) {
            var odd = new OddRecords(cluster, topics, clock);
            var run = new Run(processes, trainers, versions, watch, aborted, odd);
            var feed = new ImageFeed(
                    ImageSources.dataset(dataset, DatasetPart.TEST),
                    FeedSettings.once(ImageIds.ofRun("soak")).withRepetition(Repetition.ENDLESS));
            var feeding = ThreadPerTask.start(() -> producer.run(feed, progress -> {}));
            watch.start();
            requireAnswers(watch);
            say.accept("images are answered; faults begin");
            long deadline = System.nanoTime() + settings.duration().toNanos();
            while (System.nanoTime() < deadline && !stop.await(0, TimeUnit.MILLISECONDS)) {
                round(run, deadline);
            }
            if (settings.faults().contains(SoakFault.LOSE_BROKER) && !processes.hasLostABroker()) {
                harm(SoakFault.LOSE_BROKER, run);
            }
            producer.stop();
            ProduceResult fed = feeding.join();
            fed.firstFailure().ifPresent(failure -> failures.add("an image could not be sent: " + failure.reason()));
            revive(run);
            var trainings = review(trainers, cluster);
            say.accept("verifying " + Numbers.count(fed.acknowledged() + odd.images(), "image"));
            var wanted = new VerifySettings(ProcessorSettings.DEFAULT_APPLICATION_ID, 1, PATIENCE, 2);
            var report = Verification.run(cluster, topics, wanted, clock, (done, total) -> {});
            return new Summary(
                    settings, fed.acknowledged() + odd.images(), aborted.count(), events, failures, trainings, report);
        }
    }

    private void requireAnswers(AnswerWatch watch) throws InterruptedException {
        if (!watch.awaitAnswersToImagesAfter(clock.instant(), PATIENCE)) {
            throw new SoakFailedException("no image is answered", "See what the processes say in " + folder);
        }
    }

    /** Each fault once. */
    private void round(Run run, long deadline) throws InterruptedException {
        var faults = new ArrayList<>(settings.faults());
        if (run.processes().hasLostABroker()) {
            faults.remove(SoakFault.LOSE_BROKER);
        }
        Collections.shuffle(faults, new Random(random.nextLong()));
        for (var fault : faults) {
            if (System.nanoTime() >= deadline || stop.await(200 + random.nextInt(1_500), TimeUnit.MILLISECONDS)) {
                return;
            }
            run.odd().send();
            revive(run);
            harm(fault, run);
        }
    }

    private void revive(Run run) {
        run.processes().revive().forEach(this::died);
        run.trainers().revive().forEach(this::died);
    }

    private void died(String name) {
        failures.add(name + " died by itself: see " + folder);
    }

    /** Lets the training in hand come to its end, stops the trainers, and judges what they have done. */
    private Trainings review(Trainers trainers, KafkaCluster cluster) {
        if (!trainers.awaitIdle(PATIENCE)) {
            failures.add("a training does not come to its end: see " + folder);
        }
        trainers.leaveAll();
        say.accept("training versions of the trainers again");
        boolean isInHand =
                trainers.report().filter(report -> report.getOrder() != null).isPresent();
        return new TrainingReview(cluster, topics, clock).run(isInHand);
    }

    /** Does it, waits for answers, and writes down what was seen. */
    private void harm(SoakFault fault, Run run) throws InterruptedException {
        long before = run.aborted().count();
        var harm = fault.isOfTrainers() ? harmTrainers(fault, run) : inflict(fault, run);
        boolean isKnown = harm.recovery().isPresent() || fault.isOfTrainers();
        var recovery = isKnown ? harm.recovery() : recovery(run.watch(), harm.at(), PATIENCE);
        var event = new Summary.Event(fault, recovery, run.aborted().count() - before, harm.fenced());
        events.add(event);
        say.accept(String.format(
                Locale.ROOT,
                "%s: %s; %d predictions aborted%s; %d processors",
                fault.text(),
                recovery.map(time -> String.format(
                                Locale.ROOT,
                                "%s after %.1f s",
                                fault.isOfTrainers() ? "a trainer at work" : "answers again",
                                time.toMillis() / 1000.0))
                        .orElse(fault.isOfTrainers() ? "NO TRAINER" : "NO ANSWERS"),
                event.aborted(),
                harm.remark(),
                run.processes().size()));
    }

    /** The pipeline that is harmed, and those who watch it. */
    private record Run(
            ProcessGroup processes,
            Trainers trainers,
            List<ModelReference> versions,
            AnswerWatch watch,
            AbortedRecords aborted,
            OddRecords odd) {}

    /** When it was done, and what was seen of it. */
    private record Harm(Instant at, Optional<Duration> recovery, long fenced, String remark) {
        Harm(Instant at, String remark) {
            this(at, Optional.empty(), 0, remark);
        }
    }

    private Harm harmTrainers(SoakFault fault, Run run) throws InterruptedException {
        var at = clock.instant();
        var result = new TrainerFaults(run.trainers(), random.split(), stop).inflict(fault);
        return new Harm(at, result.recovery(), 0, result.remark());
    }

    private Harm inflict(SoakFault fault, Run run) throws InterruptedException {
        var processes = run.processes();
        switch (fault) {
            case KILL_ONE -> {
                return kill(processes, 2, "");
            }
            case KILL_ALONE -> {
                while (processes.size() > 1) {
                    processes.leave();
                }
                requireAnswers(run.watch());
                return kill(processes, 1, "");
            }
            case KILL_IN_COMMIT -> {
                boolean seen = processes.awaitCommit();
                return kill(processes, 2, seen ? ", a commit was on its way" : ", no commit was seen on its way");
            }
            case KILL_IN_SWAP -> {
                swap(processes.cluster(), run.versions());
                return kill(processes, 2, "");
            }
            case FREEZE -> {
                return freeze(processes, run.watch());
            }
            case JOIN -> {
                var at = clock.instant();
                processes.join();
                return new Harm(at, "");
            }
            case CLOCK -> {
                return joinWithWrongClock(processes);
            }
            case GROW -> {
                return grow(processes, run.watch());
            }
            case LEAVE -> {
                ensure(processes, 2);
                var at = clock.instant();
                processes.leave();
                return new Harm(at, "");
            }
            case BROKER -> {
                return restartBroker(processes, ChildProcess::terminate);
            }
            case KILL_BROKER -> {
                return restartBroker(processes, ChildProcess::kill);
            }
            case LOSE_BROKER -> {
                var at = clock.instant();
                return new Harm(at, ", node " + processes.loseBroker() + " is gone for good");
            }
            default -> {
                var at = clock.instant();
                swap(processes.cluster(), run.versions());
                return new Harm(at, "");
            }
        }
    }

    private Harm joinWithWrongClock(ProcessGroup processes) {
        var offset = random.nextBoolean() ? CLOCK_OFFSET : CLOCK_OFFSET.negated();
        var at = clock.instant();
        processes.joinWithClock(offset);
        return new Harm(at, ", its clock is off by " + offset.toSeconds() + " s");
    }

    /** Adds a partition as an operator does: no processor runs meanwhile, while images go on coming. */
    private Harm grow(ProcessGroup processes, AnswerWatch watch) {
        var at = clock.instant();
        processes.leaveAll();
        partitions = Math.min(partitions + 1, MOST_PARTITIONS);
        try (var admin = AdminClients.open(processes.cluster())) {
            new TopicGrowth(admin, topics).grow(partitions, Changelogs.of(ProcessorSettings.DEFAULT_APPLICATION_ID));
        }
        watch.expectPartitions(partitions);
        processes.join();
        processes.join();
        return new Harm(at, ", now " + partitions);
    }

    private Harm restartBroker(ProcessGroup processes, Consumer<ChildProcess> end) {
        var at = clock.instant();
        processes.restartBroker(end);
        processes.awaitBrokers();
        return new Harm(at, "");
    }

    /** Kills a processor of at least so many, and starts another in its place. */
    private Harm kill(ProcessGroup processes, int least, String remark) {
        ensure(processes, least);
        var at = clock.instant();
        processes.take().kill();
        if (processes.size() < 2) {
            processes.join();
        }
        return new Harm(at, remark);
    }

    private Harm freeze(ProcessGroup processes, AnswerWatch watch) throws InterruptedException {
        ensure(processes, 2);
        var victim = processes.pick();
        long fencedBefore = ProcessGroup.fencings(victim);
        var at = clock.instant();
        victim.suspend();
        var taken = recovery(watch, at, PATIENCE);
        var left = FREEZE.minus(Duration.between(at, clock.instant()));
        stop.await(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        victim.resume();
        requireAnswers(watch);
        long fenced = ProcessGroup.fencings(victim) - fencedBefore;
        return new Harm(at, taken, fenced, fenced > 0 ? ", it was shut out when it went on" : "");
    }

    private Optional<Duration> recovery(AnswerWatch watch, Instant since, Duration limit) throws InterruptedException {
        return watch.awaitAnswersToImagesAfter(since, limit)
                ? Optional.of(Duration.between(since, clock.instant()))
                : Optional.empty();
    }

    /** Brings as many processors together; a fault that others survive needs others that answer already. */
    private void ensure(ProcessGroup processes, int least) {
        while (processes.size() < Math.min(least, MOST_PROCESSORS)) {
            processes.join();
        }
        if (!processes.awaitRunning()) {
            failures.add("a processor did not begin to answer: see " + folder);
        }
        while (processes.size() > MOST_PROCESSORS) {
            processes.leave();
        }
    }

    private void swap(KafkaCluster cluster, List<ModelReference> versions) {
        try (var log = new DeploymentLog(cluster, topics, clock)) {
            var champion = log.current().orElseThrow().getChampion();
            var next = versions.get(0).equals(champion) ? versions.get(1) : versions.get(0);
            log.promote(next, ACTOR, "one of many");
        }
    }
}
