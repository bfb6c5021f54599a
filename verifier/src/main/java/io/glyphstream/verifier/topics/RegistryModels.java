package io.glyphstream.verifier.topics;

import io.glyphstream.model.Classifier;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.serving.ModelSnapshotLoader;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The models and deployments that are on a cluster, as they are when they are asked for. */
public final class RegistryModels implements PublishedModels, AutoCloseable {
    private final ModelCatalog catalog;
    private final DeploymentLog deployments;
    private final ModelSnapshotLoader loader = new ModelSnapshotLoader();

    /** Connects on first use. */
    public RegistryModels(KafkaCluster cluster, Topics topics, Clock clock) {
        catalog = new ModelCatalog(cluster, topics);
        deployments = new DeploymentLog(cluster, topics, clock);
    }

    @Override
    public List<Deployment> deployments() {
        return deployments.history();
    }

    @Override
    public Optional<String> missedDecision() {
        return deployments.missedDecision();
    }

    @Override
    public Set<ModelReference> retired() {
        return deployments.retired();
    }

    @Override
    public Optional<ModelManifest> find(ModelReference reference) {
        return catalog.find(reference.getModel(), reference.getVersion())
                .filter(manifest -> manifest.getReference().equals(reference));
    }

    @Override
    public Classifier load(ModelManifest manifest) throws InvalidModelException {
        return loader.load(manifest, catalog.snapshot(manifest));
    }

    @Override
    public void close() {
        catalog.close();
        deployments.close();
    }
}
