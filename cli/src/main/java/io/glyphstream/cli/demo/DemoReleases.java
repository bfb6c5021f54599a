package io.glyphstream.cli.demo;

import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.release.Gate;
import io.glyphstream.trainer.release.ModelRelease;
import io.glyphstream.trainer.release.NotPromoted;
import io.glyphstream.trainer.release.ReleaseOrder;
import io.glyphstream.trainer.release.ReleaseOutcome;
import java.time.Clock;
import java.util.List;

/** How the models of a demo come into service. */
final class DemoReleases implements AutoCloseable {

    private static final String ACTOR = "demo";

    private final ModelPublisher publisher;
    private final ModelCatalog catalog;
    private final DeploymentLog deployments;

    DemoReleases(KafkaCluster cluster, Topics topics, Clock clock) {
        this.publisher = new ModelPublisher(cluster, topics, clock);
        this.catalog = new ModelCatalog(cluster, topics);
        this.deployments = new DeploymentLog(cluster, topics, clock);
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

    /** Returns every decision about who serves. */
    List<Deployment> history() {
        return deployments.history();
    }

    @Override
    public void close() {
        deployments.close();
        catalog.close();
        publisher.close();
    }

    private ReleaseOutcome release(TrainedModel model, ReleaseOrder order) {
        return new ModelRelease(publisher, catalog, deployments, 1).release(model, order, PublishListener.silent());
    }
}
