package io.glyphstream.operations;

import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelRetention;
import io.glyphstream.registry.publishing.Removal;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Retires all but the newest versions of each model, and takes retired ones off the models topic. Versions in service and
 * the one that a rollback leads to stay.
 */
public final class ModelPruning implements AutoCloseable {

    private final ModelRetention retention;
    private final ModelCatalog catalog;
    private final DeploymentLog log;

    /** Connects on first use. */
    public ModelPruning(KafkaCluster cluster, Topics topics, Clock clock) {
        retention = new ModelRetention(cluster, topics);
        catalog = new ModelCatalog(cluster, topics);
        log = new DeploymentLog(cluster, topics, clock);
    }

    /**
     * Returns what {@link #prune} would remove.
     *
     * @param keep how many of the newest versions of each model stay, at least 1
     */
    public List<ModelReference> plan(int keep) {
        return Stream.concat(removable().stream(), retention.expired(keep).stream())
                .toList();
    }

    /**
     * Removes versions.
     *
     * @param keep how many of the newest versions of each model stay, at least 1
     * @param actor who decides, and {@code reason} why: for the log of deployments
     * @param removed receives each version that was removed
     * @return how many were removed
     */
    public int prune(int keep, String actor, String reason, Consumer<Removal> removed) {
        retention.expired(keep).forEach(reference -> log.retire(reference, actor, reason));
        var removable = removable();
        removable.forEach(reference -> removed.accept(retention.remove(reference)));
        return removable.size();
    }

    /** Returns the retired versions that are still there, also those that were retired by hand. */
    private List<ModelReference> removable() {
        var retired = log.retired();
        return catalog.manifests().stream()
                .map(ModelManifest::getReference)
                .filter(retired::contains)
                .toList();
    }

    @Override
    public void close() {
        log.close();
        catalog.close();
        retention.close();
    }
}
