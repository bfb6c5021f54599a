package io.glyphstream.learning.service;

import io.glyphstream.learning.window.ImageShape;
import io.glyphstream.learning.window.LogRanges;
import io.glyphstream.learning.window.LogReader;
import io.glyphstream.learning.window.LogWindow;
import io.glyphstream.learning.window.MissingRecordsException;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.learning.window.WindowSearch;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.operations.RolloutWait;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.SigningKey;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.StreamFitPolicy;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Preprocessing;
import io.glyphstream.schemas.TrainingOrder;
import io.glyphstream.schemas.TrainingRecipe;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.Recipes;
import io.glyphstream.trainer.StartingWeights;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import io.glyphstream.trainer.release.Gate;
import io.glyphstream.trainer.release.ModelRelease;
import io.glyphstream.trainer.release.NotPromoted;
import io.glyphstream.trainer.release.ReferenceCheck;
import io.glyphstream.trainer.release.ReleaseOrder;
import io.glyphstream.trainer.release.ReleaseOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The parts of one training that take long: finding the window, training, releasing. Each can be done again. */
final class TrainingWork {

    private static final Duration ROLLOUT = Duration.ofSeconds(30);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;
    private final TrainerSettings settings;
    private final Optional<SigningKey> key;
    private final TrainerMetrics metrics;

    TrainingWork(
            KafkaCluster cluster,
            Topics topics,
            Clock clock,
            TrainerSettings settings,
            Optional<SigningKey> key,
            TrainerMetrics metrics) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
        this.settings = settings;
        this.key = key;
        this.metrics = metrics;
    }

    /**
     * What a training is to be done with.
     *
     * @param recipe how to train
     */
    record Plan(LogWindow window, TrainingRecipe recipe) {}

    /** A model, and why it must not be promoted, if it must not. */
    record Candidate(TrainedModel model, Optional<String> objection) {}

    /** What became of a candidate, and the champion before. */
    record Released(ReleaseOutcome outcome, String reason, Optional<ModelReference> champion) {}

    /** Finds the window as it is now: images like those that the champion takes, or like the newest. */
    Plan plan() {
        var champion = champion();
        var window = new WindowSearch(cluster, topics)
                .find(settings.window(), champion.map(ImageShape::of), ReadProgress.untold());
        var start = settings.start() == TrainerSettings.Start.CHAMPION
                ? champion.filter(manifest -> settings.spec().kind().canBeginWith(manifest.getKind()))
                        .map(ModelManifest::getReference)
                : Optional.<ModelReference>empty();
        return new Plan(window, Recipes.of(settings.spec(), start));
    }

    /**
     * Trains as ordered, on just the records that the order names.
     *
     * @param read the window if it has been read already
     * @throws MissingRecordsException when some of them are gone
     */
    Candidate train(TrainingOrder order, Optional<LogWindow> read, ModelTrainer trainer, TrainerListener listener)
            throws MissingRecordsException {
        var window = read.isPresent() ? read.get() : readAgain(order);
        metrics.trainsOn(window);
        var start = weights(order.getRecipe());
        var forerunners = forerunners();
        var shape = window.shape();
        var dataset = window.dataset().withClassNames(forerunners.classNames(shape.classes()));
        var model = trainer.train(dataset, Recipes.spec(order.getRecipe()), start, listener)
                .readFrom(window.data());
        var taking = forerunners
                .preprocessing(shape.input())
                .map(model::takingPictures)
                .orElse(model);
        return new Candidate(taking, objection(taking));
    }

    /** Publishes a candidate, and lets the gate decide unless the reference images speak against it. */
    Released release(Candidate candidate) throws InterruptedException {
        try (var publisher = new ModelPublisher(cluster, topics, clock, key);
                var catalog = new ModelCatalog(cluster, topics);
                var fit = log()) {
            var champion = fit.current().map(Deployment::getChampion);
            var gate = candidate.objection().isPresent() ? Gate.NEVER : settings.gate();
            var order = new ReleaseOrder(settings.model(), gate, NotPromoted.WAITS, settings.actor());
            var outcome = new ModelRelease(publisher, catalog, fit, settings.threads())
                    .release(candidate.model(), order, PublishListener.silent());
            return new Released(outcome, candidate.objection().orElse(outcome.reason()) + rollout(outcome), champion);
        }
    }

    /** Waits until the processors serve what was promoted; returns who does not, as the end of a sentence. */
    private String rollout(ReleaseOutcome outcome) throws InterruptedException {
        if (outcome.inService().isEmpty()) {
            return "";
        }
        var reached = new RolloutWait(cluster, topics, clock, ROLLOUT)
                .await(outcome.inService().get(), (time, unit) -> {
                    unit.sleep(time);
                    return false;
                });
        return RolloutWait.isComplete(reached) ? "" : "; " + String.join("; ", RolloutWait.lines(reached));
    }

    /** Returns the log of deployments, on which a version is put only if it takes the images that come. */
    DeploymentLog log() {
        var fit = new StreamFitPolicy(cluster, topics, clock, StreamFitPolicy.Insistence.REFUSE);
        return new DeploymentLog(cluster, topics, clock, fit);
    }

    private LogWindow readAgain(TrainingOrder order) throws MissingRecordsException {
        var ranges = new LogRanges(order.getImages(), order.getLabels());
        var shape = new ImageShape(
                new InputShape(order.getRows(), order.getColumns(), order.getChannels()), order.getClasses());
        return new LogReader(cluster, topics)
                .read(ranges, WindowRule.parse(order.getWindow()), Optional.of(shape), ReadProgress.untold());
    }

    /** Returns the newest version of the model, and then the champion: what a window does not say goes on from them. */
    private Forerunners forerunners() {
        try (var catalog = new ModelCatalog(cluster, topics)) {
            return new Forerunners(catalog.newest(settings.model()), champion());
        }
    }

    /** The newest version of the model, and the champion. The first of them that says something counts. */
    private record Forerunners(Optional<ModelManifest> newest, Optional<ModelManifest> champion) {

        List<String> classNames(int classes) {
            return newest.filter(manifest -> !manifest.getClassNames().isEmpty())
                    .or(() -> champion)
                    .map(ClassNames::of)
                    .filter(names -> names.names().size() == classes)
                    .map(ClassNames::names)
                    .orElse(List.of());
        }

        /** How pictures become images of this shape. */
        Optional<Preprocessing> preprocessing(InputShape shape) {
            return newest.filter(manifest -> manifest.getPreprocessing() != null)
                    .or(() -> champion)
                    .filter(manifest -> ImageShape.of(manifest).input().equals(shape))
                    .map(ModelManifest::getPreprocessing);
        }
    }

    private Optional<String> objection(TrainedModel model) {
        if (settings.reference().isEmpty()) {
            return Optional.empty();
        }
        return champion()
                .flatMap(champion -> new ReferenceCheck(settings.reference().get(), settings.threads())
                        .objection(model.classifier(), References.text(champion), classifier(champion)));
    }

    private Optional<ModelManifest> champion() {
        try (var log = new DeploymentLog(cluster, topics, clock);
                var catalog = new ModelCatalog(cluster, topics)) {
            return log.current().map(Deployment::getChampion).flatMap(catalog::find);
        }
    }

    private Optional<StartingWeights> weights(TrainingRecipe recipe) {
        if (recipe.getStart() == null) {
            return Optional.empty();
        }
        try (var catalog = new ModelCatalog(cluster, topics)) {
            return StartingWeights.of(recipe, catalog);
        }
    }

    private Classifier classifier(ModelManifest manifest) {
        try (var catalog = new ModelCatalog(cluster, topics)) {
            return Snapshots.read(catalog.snapshot(manifest));
        } catch (InvalidModelException | InvalidSnapshotException damaged) {
            throw new IllegalArgumentException(References.text(manifest) + ": " + damaged.getMessage(), damaged);
        }
    }
}
