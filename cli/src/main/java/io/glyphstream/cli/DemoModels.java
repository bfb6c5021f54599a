package io.glyphstream.cli;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.registry.DeploymentLog;
import io.glyphstream.registry.ModelCatalog;
import io.glyphstream.registry.ModelPublisher;
import io.glyphstream.registry.PublishListener;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.Topics;
import io.glyphstream.trainer.Gate;
import io.glyphstream.trainer.ModelRelease;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.NotPromoted;
import io.glyphstream.trainer.PerceptronSpec;
import io.glyphstream.trainer.ReleaseOrder;
import io.glyphstream.trainer.ReleaseOutcome;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.Map;

/** The models of a demo: two to begin with, and a better one to swap in. */
final class DemoModels implements AutoCloseable {

    private static final String ACTOR = "demo";

    /* The index is measured on so many images only: ten thousand would keep people waiting. */
    private static final int HELD_OUT_FOR_NEIGHBORS = 500;

    private final Dataset dataset;
    private final long seed;
    private final Clock clock;
    private final int threads;
    private final ModelPublisher publisher;
    private final ModelCatalog catalog;
    private final DeploymentLog deployments;

    DemoModels(KafkaCluster cluster, Topics topics, Dataset dataset, long seed, Clock clock) {
        this.dataset = dataset;
        this.seed = seed;
        this.clock = clock;
        this.threads = Runtime.getRuntime().availableProcessors();
        this.publisher = new ModelPublisher(cluster, topics, clock);
        this.catalog = new ModelCatalog(cluster, topics);
        this.deployments = new DeploymentLog(cluster, topics, clock);
    }

    /** Returns a perceptron that took a few seconds. */
    TrainedModel firstPerceptron() {
        ModelSpec spec = PerceptronSpec.quick(seed).with(Map.of("epochs", "2"));
        return new ModelTrainer(threads, clock).train(dataset, spec, TrainerListener.silent());
    }

    /** Returns all training images as the references of three nearest neighbors. */
    TrainedModel neighbors() {
        var test = dataset.test();
        var shortened = new Dataset(
                dataset.name(), dataset.training(), test.range(0, Math.min(HELD_OUT_FOR_NEIGHBORS, test.size())));
        return new ModelTrainer(threads, clock).train(shortened, NeighborSpec.plain(), TrainerListener.silent());
    }

    /** Returns a perceptron that took its time, or the best so far when the trainer is stopped. */
    TrainedModel betterPerceptron(ModelTrainer trainer, TrainerListener listener) {
        return trainer.train(dataset, PerceptronSpec.quick(seed), listener);
    }

    ModelTrainer trainer() {
        return new ModelTrainer(threads, clock);
    }

    ReleaseOutcome champion(TrainedModel model) {
        return release(model, new ReleaseOrder("mlp", Gate.ALWAYS, NotPromoted.WAITS, ACTOR));
    }

    ReleaseOutcome challenger(TrainedModel model) {
        return release(model, new ReleaseOrder("knn", Gate.NEVER, NotPromoted.CHALLENGES, ACTOR));
    }

    ReleaseOutcome championIfBetter(TrainedModel model) {
        return release(model, new ReleaseOrder("mlp", Gate.IF_BETTER, NotPromoted.WAITS, ACTOR));
    }

    DeploymentLog deployments() {
        return deployments;
    }

    @Override
    public void close() {
        deployments.close();
        catalog.close();
        publisher.close();
    }

    private ReleaseOutcome release(TrainedModel model, ReleaseOrder order) {
        return new ModelRelease(publisher, catalog, deployments, threads)
                .release(model, order, PublishListener.silent());
    }
}
