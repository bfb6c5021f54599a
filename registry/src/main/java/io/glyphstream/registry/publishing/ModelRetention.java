package io.glyphstream.registry.publishing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.DeploymentRefusedException;
import io.glyphstream.registry.topics.DeploymentReader;
import io.glyphstream.registry.topics.StoredChunk;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/**
 * Takes versions off the models topic that will never serve again.
 *
 * <p>A version is first {@link DeploymentLog#retire retired}, which is on record for ever, and then removed here, so that
 * no version's number is ever given twice and nobody can be sent back to bytes that are going away.
 */
public final class ModelRetention implements AutoCloseable {
    private final KafkaCluster cluster;
    private final Topics topics;

    @GuardedBy("this")
    private final ModelCatalog catalog;

    @GuardedBy("this")
    private final DeploymentReader deployments;

    /** Connects on first use. */
    public ModelRetention(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
        catalog = new ModelCatalog(cluster, topics);
        deployments = new DeploymentReader(cluster, topics);
    }

    /**
     * Returns the versions that are not needed: not in service, not the champion that a rollback leads to, not retired yet,
     * and not among the newest of their model.
     *
     * @param newest how many of the newest versions of each model to keep, at least 1
     */
    public synchronized List<ModelReference> expired(int newest) {
        if (newest < 1) {
            throw new IllegalArgumentException("newest must be at least 1 but was " + newest);
        }
        var history = deployments.read();
        var needed = new HashSet<ModelReference>(history.needed());
        needed.addAll(history.retired());
        var seen = new HashMap<String, Integer>();
        return catalog.manifests().stream()
                .map(ModelManifest::getReference)
                .sorted(Comparator.comparing(ModelReference::getVersion).reversed())
                .filter(reference -> seen.merge(reference.getModel(), 1, Integer::sum) > newest)
                .filter(reference -> !needed.contains(reference))
                .toList();
    }

    /**
     * Removes the manifest of a retired version and those chunks that no other version uses, in one transaction.
     *
     * @throws DeploymentRefusedException when the version is not retired
     * @throws PublishException when the broker refuses; nothing is removed then
     */
    public synchronized Removal remove(ModelReference retired) {
        if (!deployments.read().retired().contains(retired)) {
            throw new DeploymentRefusedException(References.text(retired) + " is not retired: retire it first");
        }
        String what = "removing " + References.text(retired);
        try (var transaction = new ModelTransaction(cluster, topics, retired.getModel(), 0, what)) {
            transaction.begin();
            try {
                return remove(retired, transaction);
            } catch (KafkaException failure) {
                throw transaction.failed(failure);
            }
        }
    }

    @GuardedBy("this")
    private Removal remove(ModelReference retired, ModelTransaction transaction) {
        var index = catalog.index();
        var snapshot = retired.getSha256();
        if (index.find(retired).isPresent()) {
            transaction.remove(RecordKeys.manifest(retired.getModel(), retired.getVersion()));
        }
        var allRetired = deployments.read().retired();
        // What a later release published may use the same chunks.
        boolean shared = !index.later().isEmpty()
                || index.manifests().stream()
                        .map(ModelManifest::getReference)
                        .anyMatch(other -> other.getSha256().equals(snapshot) && !allRetired.contains(other));
        Map<Integer, StoredChunk> chunks = shared ? Map.of() : index.chunks(snapshot);
        int count = chunks.size();
        long bytes = chunks.values().stream().mapToLong(StoredChunk::size).sum();
        chunks.keySet().forEach(chunk -> transaction.remove(RecordKeys.chunk(snapshot, chunk)));
        transaction.commit();
        return new Removal(retired, count, bytes);
    }

    @Override
    public synchronized void close() {
        catalog.close();
        deployments.close();
    }
}
