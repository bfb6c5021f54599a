package io.glyphstream.cli;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.DigitPainter;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.operations.Numbers;
import io.glyphstream.operations.Verification;
import io.glyphstream.processor.Changelogs;
import io.glyphstream.processor.ProcessorSettings;
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
import io.glyphstream.registry.DeploymentLog;
import io.glyphstream.registry.ModelPublisher;
import io.glyphstream.registry.PublishListener;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.TopicAdministration;
import io.glyphstream.schemas.TopicGrowth;
import io.glyphstream.schemas.Topics;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.PerceptronSpec;
import io.glyphstream.trainer.TrainerListener;
import io.glyphstream.verifier.VerifySettings;
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

    private final Surroundings surroundings;
    private final SoakSettings settings;
    private final Consumer<String> say;
    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private final SplittableRandom random;
    private final List<SoakSummary.Event> events = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int partitions = FIRST_PARTITIONS;

    /**
     * Prepares a soak.
     *
     * @param say is told what happens
     */
    Soak(Surroundings surroundings, SoakSettings settings, Consumer<String> say) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.say = say;
        random = new SplittableRandom(settings.seed());
    }

    SoakSummary run() throws InterruptedException {
        var dataset = new Dataset(
                "digits", DigitPainter.draw(1_500, settings.seed()), DigitPainter.draw(500, settings.seed() + 1));
        try (var cast = new SoakCast(settings.folder(), random.split(), settings.brokers())) {
            cast.awaitBrokers();
            try (var admin = AdminClients.open(cast.cluster())) {
                new TopicAdministration(admin, topics).create(partitions, (short) settings.brokers());
            }
            var versions = publish(cast.cluster(), dataset);
            say.accept("versions are published: "
                    + versions.stream().map(References::text).toList());
            cast.join();
            cast.join();
            return soak(cast, dataset, versions);
        }
    }

    /** Publishes two perceptrons and an index: the first answers, the index is scored beside it. */
    private List<ModelReference> publish(KafkaCluster cluster, Dataset dataset) {
        var versions = new ArrayList<ModelReference>();
        try (var publisher = new ModelPublisher(cluster, topics, surroundings.clock());
                var log = new DeploymentLog(cluster, topics, surroundings.clock())) {
            for (long seed = 1; seed <= 2; seed++) {
                ModelSpec spec = PerceptronSpec.quick(seed).with(Map.of("hidden", "32", "epochs", "2"));
                versions.add(publish(publisher, "mlp", dataset, spec));
            }
            var index = publish(publisher, "knn", dataset, NeighborSpec.plain().with(Map.of("references", "200")));
            log.promote(versions.get(0), ACTOR, "the first");
            log.shadow(index, ACTOR, "to compare");
        }
        return versions;
    }

    private ModelReference publish(ModelPublisher publisher, String name, Dataset dataset, ModelSpec spec) {
        var trained = new ModelTrainer(2, surroundings.clock()).train(dataset, spec, TrainerListener.silent());
        return publisher
                .publish(trained.draft(name, ACTOR), trained.snapshot(), PublishListener.silent())
                .manifest()
                .getReference();
    }

    private SoakSummary soak(SoakCast cast, Dataset dataset, List<ModelReference> versions)
            throws InterruptedException {
        var cluster = cast.cluster();
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
        try (var producer = new ImageProducer(patient, topics, settingsOfFeed, surroundings.clock());
                var observer = new SoakObserver(cluster, topics, partitions);
                var aborted = new AbortedRecords(cluster, topics.predictions().name())) {
            var odd = new OddRecords(cluster, topics, surroundings.clock());
            var scene = new Scene(cast, versions, observer, aborted, odd);
            var feed = new ImageFeed(
                    ImageSources.dataset(dataset, DatasetPart.TEST),
                    FeedSettings.once(ImageIds.ofRun("soak")).withRepetition(Repetition.ENDLESS));
            var feeding = ThreadPerTask.start(() -> producer.run(feed, progress -> {}));
            observer.start();
            requireAnswers(observer);
            say.accept("images are answered; faults begin");
            long deadline = System.nanoTime() + settings.duration().toNanos();
            while (System.nanoTime() < deadline && !surroundings.interruption().isRequested()) {
                round(scene, deadline);
            }
            if (settings.faults().contains(SoakFault.LOSE_BROKER) && !cast.hasLostABroker()) {
                harm(SoakFault.LOSE_BROKER, scene);
            }
            producer.stop();
            ProduceResult fed = feeding.join();
            fed.firstFailure().ifPresent(failure -> failures.add("an image could not be sent: " + failure.reason()));
            cast.revive().forEach(name -> failures.add(name + " died by itself: see " + settings.folder()));
            say.accept("verifying " + Numbers.count(fed.acknowledged() + odd.images(), "image"));
            var wanted = new VerifySettings(ProcessorSettings.DEFAULT_APPLICATION_ID, 1, PATIENCE, 2);
            var report = Verification.run(cluster, topics, wanted, surroundings.clock(), (done, total) -> {});
            return new SoakSummary(
                    settings, fed.acknowledged() + odd.images(), aborted.count(), events, failures, report);
        }
    }

    private void requireAnswers(SoakObserver observer) throws InterruptedException {
        if (!observer.awaitAnswersToImagesAfter(surroundings.clock().instant(), PATIENCE)) {
            throw new CommandException(
                    ExitCode.FAILED, "no image is answered", "See what the processes say in " + settings.folder());
        }
    }

    /** Each fault once. */
    private void round(Scene scene, long deadline) throws InterruptedException {
        var faults = new ArrayList<>(settings.faults());
        if (scene.cast().hasLostABroker()) {
            faults.remove(SoakFault.LOSE_BROKER);
        }
        Collections.shuffle(faults, new Random(random.nextLong()));
        for (var fault : faults) {
            if (System.nanoTime() >= deadline
                    || surroundings.interruption().await(200 + random.nextInt(1_500), TimeUnit.MILLISECONDS)) {
                return;
            }
            scene.odd().send();
            scene.cast().revive().forEach(name -> failures.add(name + " died by itself: see " + settings.folder()));
            harm(fault, scene);
        }
    }

    /** Does it, waits for answers, and writes down what was seen. */
    private void harm(SoakFault fault, Scene scene) throws InterruptedException {
        long before = scene.aborted().count();
        var harm = inflict(fault, scene);
        var recovery = harm.recovery().isPresent() ? harm.recovery() : recovery(scene.observer(), harm.at(), PATIENCE);
        var event = new SoakSummary.Event(fault, recovery, scene.aborted().count() - before, harm.fenced());
        events.add(event);
        say.accept(String.format(
                Locale.ROOT,
                "%s: %s; %d predictions aborted%s; %d processors",
                fault.text(),
                recovery.map(time -> String.format(Locale.ROOT, "answers again after %.1f s", time.toMillis() / 1000.0))
                        .orElse("NO ANSWERS"),
                event.aborted(),
                harm.remark(),
                scene.cast().size()));
    }

    /** The pipeline that is harmed, and those who watch it. */
    private record Scene(
            SoakCast cast,
            List<ModelReference> versions,
            SoakObserver observer,
            AbortedRecords aborted,
            OddRecords odd) {}

    /** When it was done, and what was seen of it. */
    private record Harm(Instant at, Optional<Duration> recovery, long fenced, String remark) {
        Harm(Instant at, String remark) {
            this(at, Optional.empty(), 0, remark);
        }
    }

    private Harm inflict(SoakFault fault, Scene scene) throws InterruptedException {
        var cast = scene.cast();
        switch (fault) {
            case KILL_ONE -> {
                return kill(cast, 2, "");
            }
            case KILL_ALONE -> {
                while (cast.size() > 1) {
                    cast.leave();
                }
                requireAnswers(scene.observer());
                return kill(cast, 1, "");
            }
            case KILL_IN_COMMIT -> {
                boolean seen = cast.awaitCommit();
                return kill(cast, 2, seen ? ", a commit was on its way" : ", no commit was seen on its way");
            }
            case KILL_IN_SWAP -> {
                swap(cast.cluster(), scene.versions());
                return kill(cast, 2, "");
            }
            case FREEZE -> {
                return freeze(cast, scene.observer());
            }
            case JOIN -> {
                var at = surroundings.clock().instant();
                cast.join();
                return new Harm(at, "");
            }
            case CLOCK -> {
                return joinWithWrongClock(cast);
            }
            case GROW -> {
                return grow(cast, scene.observer());
            }
            case LEAVE -> {
                ensure(cast, 2);
                var at = surroundings.clock().instant();
                cast.leave();
                return new Harm(at, "");
            }
            case BROKER -> {
                return restartBroker(cast, ChildProcess::terminate);
            }
            case KILL_BROKER -> {
                return restartBroker(cast, ChildProcess::kill);
            }
            case LOSE_BROKER -> {
                var at = surroundings.clock().instant();
                return new Harm(at, ", node " + cast.loseBroker() + " is gone for good");
            }
            default -> {
                var at = surroundings.clock().instant();
                swap(cast.cluster(), scene.versions());
                return new Harm(at, "");
            }
        }
    }

    private Harm joinWithWrongClock(SoakCast cast) {
        var offset = random.nextBoolean() ? CLOCK_OFFSET : CLOCK_OFFSET.negated();
        var at = surroundings.clock().instant();
        cast.joinWithClock(offset);
        return new Harm(at, ", its clock is off by " + offset.toSeconds() + " s");
    }

    /** Adds a partition as an operator does: no processor runs meanwhile, while images go on coming. */
    private Harm grow(SoakCast cast, SoakObserver observer) {
        var at = surroundings.clock().instant();
        cast.leaveAll();
        partitions = Math.min(partitions + 1, MOST_PARTITIONS);
        try (var admin = AdminClients.open(cast.cluster())) {
            new TopicGrowth(admin, topics).grow(partitions, Changelogs.of(ProcessorSettings.DEFAULT_APPLICATION_ID));
        }
        observer.expectPartitions(partitions);
        cast.join();
        cast.join();
        return new Harm(at, ", now " + partitions);
    }

    private Harm restartBroker(SoakCast cast, Consumer<ChildProcess> end) {
        var at = surroundings.clock().instant();
        cast.restartBroker(end);
        cast.awaitBrokers();
        return new Harm(at, "");
    }

    /** Kills a processor of at least so many, and starts another in its place. */
    private Harm kill(SoakCast cast, int least, String remark) {
        ensure(cast, least);
        var at = surroundings.clock().instant();
        cast.take().kill();
        if (cast.size() < 2) {
            cast.join();
        }
        return new Harm(at, remark);
    }

    private Harm freeze(SoakCast cast, SoakObserver observer) throws InterruptedException {
        ensure(cast, 2);
        var victim = cast.pick();
        long fencedBefore = SoakCast.fencings(victim);
        var at = surroundings.clock().instant();
        victim.suspend();
        var taken = recovery(observer, at, PATIENCE);
        var left = FREEZE.minus(Duration.between(at, surroundings.clock().instant()));
        surroundings.interruption().await(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        victim.resume();
        requireAnswers(observer);
        long fenced = SoakCast.fencings(victim) - fencedBefore;
        return new Harm(at, taken, fenced, fenced > 0 ? ", it was shut out when it went on" : "");
    }

    private Optional<Duration> recovery(SoakObserver observer, Instant since, Duration limit)
            throws InterruptedException {
        return observer.awaitAnswersToImagesAfter(since, limit)
                ? Optional.of(Duration.between(since, surroundings.clock().instant()))
                : Optional.empty();
    }

    /** Brings as many processors together; a fault that others survive needs others that answer already. */
    private void ensure(SoakCast cast, int least) {
        while (cast.size() < Math.min(least, MOST_PROCESSORS)) {
            cast.join();
        }
        if (!cast.awaitRunning()) {
            failures.add("a processor did not begin to answer: see " + settings.folder());
        }
        while (cast.size() > MOST_PROCESSORS) {
            cast.leave();
        }
    }

    private void swap(KafkaCluster cluster, List<ModelReference> versions) {
        try (var log = new DeploymentLog(cluster, topics, surroundings.clock())) {
            var champion = log.current().orElseThrow().getChampion();
            var next = versions.get(0).equals(champion) ? versions.get(1) : versions.get(0);
            log.promote(next, ACTOR, "one of many");
        }
    }
}
