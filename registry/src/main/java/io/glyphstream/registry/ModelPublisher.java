package io.glyphstream.registry;

import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Topics;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/**
 * Makes a model's snapshot visible to all followers at once, as the next version of the model.
 *
 * <p>One transaction holds the chunks and, last, the manifest, so that no follower ever sees a part. Publishing bytes
 * that are a version of the model already adds nothing. A publication that was killed leaves nothing visible; the next
 * one ends its transaction. Of two publishers of the same model the later one fences the earlier one off, so versions
 * are strictly increasing.
 *
 * <p>One publication at a time; {@link #close()} from another thread, which must not be a listener's, stops the one that
 * is under way.
 */
public final class ModelPublisher implements AutoCloseable {
    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;
    private final ModelCatalog catalog;
    private final DeploymentReader deployments;
    private volatile boolean closed;

    /** Connects on first use. */
    public ModelPublisher(KafkaCluster cluster, Topics topics, Clock clock) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
        catalog = new ModelCatalog(cluster, topics);
        deployments = new DeploymentReader(cluster, topics);
    }

    /**
     * Publishes a snapshot, which must not be changed meanwhile.
     *
     * @throws PublishException when it cannot; nothing is visible then, or the message says that this is not known
     */
    public synchronized Publication publish(ModelDraft draft, byte[] snapshot, PublishListener listener) {
        checkNotStopped(draft.model());
        var chunks = new SnapshotChunks(snapshot);
        String what = "publishing " + draft.model();
        try (var transaction = new ModelTransaction(cluster, topics, draft.model(), chunks.size(), what)) {
            transaction.begin();
            try {
                return publish(draft, chunks, transaction, listener);
            } catch (KafkaException failure) {
                throw transaction.failed(failure);
            }
        }
    }

    private Publication publish(
            ModelDraft draft, SnapshotChunks chunks, ModelTransaction transaction, PublishListener listener) {
        Set<ModelReference> retired = deployments.read().retired();
        ModelIndex index = catalog.index();
        Optional<ModelManifest> same = published(index, retired, draft.model(), chunks);
        ModelManifest manifest =
                same.orElseGet(() -> manifest(draft, nextVersion(index, retired, draft.model()), chunks));
        new ChunkUpload(chunks, index.chunks(chunks.sha256()), listener, () -> checkNotStopped(draft.model()))
                .send(transaction);
        if (same.isPresent()) {
            transaction.commit();
            return new Publication.AlreadyPublished(manifest);
        }
        transaction.send(manifest);
        checkNotStopped(draft.model());
        transaction.commit();
        return new Publication.Published(manifest);
    }

    private void checkNotStopped(String model) {
        if (closed) {
            throw new PublishException("publishing " + model + " was stopped; nothing of it is visible");
        }
    }

    private static Optional<ModelManifest> published(
            ModelIndex index, Set<ModelReference> retired, String model, SnapshotChunks chunks) {
        return index.manifests().stream()
                .filter(manifest -> manifest.getReference().getModel().equals(model))
                .filter(manifest -> manifest.getReference().getSha256().equals(chunks.sha256()))
                .filter(manifest -> manifest.getChunkHashes().equals(chunks.hashes()))
                .filter(manifest -> !retired.contains(manifest.getReference()))
                .max(Comparator.comparing(manifest -> manifest.getReference().getVersion()));
    }

    /** Retired versions count although they may be gone from the topic: a version's number is never given again. */
    private static int nextVersion(ModelIndex index, Set<ModelReference> retired, String model) {
        return 1
                + Stream.concat(index.manifests().stream().map(ModelManifest::getReference), retired.stream())
                        .filter(reference -> reference.getModel().equals(model))
                        .mapToInt(ModelReference::getVersion)
                        .max()
                        .orElse(0);
    }

    private ModelManifest manifest(ModelDraft draft, int version, SnapshotChunks chunks) {
        return ModelManifest.newBuilder()
                .setReference(new ModelReference(draft.model(), version, chunks.sha256()))
                .setKind(draft.kind())
                .setFormat(draft.format())
                .setSize(chunks.size())
                .setChunkHashes(chunks.hashes())
                .setRows(draft.rows())
                .setColumns(draft.columns())
                .setClasses(draft.classes())
                .setTraining(draft.training())
                .setProbes(draft.probes())
                .setPublishedBy(draft.publishedBy())
                .setPublishedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .setSignature(null)
                .build();
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            catalog.close();
            deployments.close();
        }
    }
}
