package io.glyphstream.registry.publishing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.registry.References;
import io.glyphstream.registry.SigningKey;
import io.glyphstream.registry.topics.DeploymentReader;
import io.glyphstream.registry.topics.ModelIndex;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/**
 * Makes a model's snapshot visible to all followers at once, as the next version of the model. A snapshot that the
 * deployments topic names and the models topic has lost gets the number that it had.
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

    @GuardedBy("this")
    private final ModelCatalog catalog;

    @GuardedBy("this")
    private final DeploymentReader deployments;

    private final Optional<SigningKey> key;
    private volatile boolean closed;

    /** Returns the id of the transactions that change a model's records. */
    public static String transactionalId(Topics topics, String model) {
        return topics.prefix() + "publisher-" + model;
    }

    /** Connects on first use; signs nothing. */
    public ModelPublisher(KafkaCluster cluster, Topics topics, Clock clock) {
        this(cluster, topics, clock, Optional.empty());
    }

    /** Connects on first use, and signs what it publishes if there is a key. */
    public ModelPublisher(KafkaCluster cluster, Topics topics, Clock clock, Optional<SigningKey> key) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
        this.key = key;
        catalog = new ModelCatalog(cluster, topics);
        deployments = new DeploymentReader(cluster, topics);
    }

    /**
     * Publishes a snapshot, which must not be changed meanwhile.
     *
     * @throws PublishException when it cannot; nothing is visible then, or the message says that this is not known
     */
    public synchronized Publication publish(ModelDraft draft, byte[] snapshot, PublishListener listener) {
        var chunks = new SnapshotChunks(snapshot);
        return publish(
                draft.model(), chunks, numbers -> manifest(draft, numbers.number(), chunks, clock.instant()), listener);
    }

    /**
     * Publishes a model that was exported, with the manifest that it had: its version and its signature too if that
     * version comes after all that were ever given here, or is the one that deployments name. Otherwise it gets the next version, and the signature, which
     * holds for the old one, is left out.
     *
     * @throws PublishException when it cannot; nothing is visible then, or the message says that this is not known
     */
    public synchronized Publication publish(ModelFile file, PublishListener listener) {
        var chunks = new SnapshotChunks(file.snapshot());
        var manifest = file.manifest();
        return publish(
                manifest.getReference().getModel(),
                chunks,
                numbers -> numbers.keeps(manifest.getReference().getVersion())
                                && manifest.getChunkHashes().equals(chunks.hashes())
                        ? manifest
                        : manifest(file.draft(), numbers.number(), chunks, clock.instant()),
                listener);
    }

    @GuardedBy("this")
    private Publication publish(
            String model,
            SnapshotChunks chunks,
            Function<VersionNumbers, ModelManifest> naming,
            PublishListener listener) {
        checkNotStopped(model);
        try (var transaction = new ModelTransaction(cluster, topics, model, chunks.size(), "publishing " + model)) {
            transaction.begin();
            try {
                return publish(model, chunks, naming, transaction, listener);
            } catch (KafkaException failure) {
                throw transaction.failed(failure);
            }
        }
    }

    @GuardedBy("this")
    private Publication publish(
            String model,
            SnapshotChunks chunks,
            Function<VersionNumbers, ModelManifest> naming,
            ModelTransaction transaction,
            PublishListener listener) {
        var history = deployments.read();
        var index = catalog.index();
        var same = published(index, history.retired(), model, chunks);
        ModelManifest manifest =
                signed(same.orElseGet(() -> naming.apply(VersionNumbers.of(model, chunks.sha256(), index, history))));
        new ChunkUpload(chunks, index.chunks(chunks.sha256()), listener, () -> checkNotStopped(model))
                .send(transaction);
        if (!same.equals(Optional.of(manifest))) {
            transaction.send(manifest);
        }
        checkNotStopped(model);
        transaction.commit();
        return same.isPresent() ? new Publication.AlreadyPublished(manifest) : new Publication.Published(manifest);
    }

    private ModelManifest signed(ModelManifest manifest) {
        return key.map(signer -> signer.sign(manifest)).orElse(manifest);
    }

    /**
     * Signs a version that is published already; no byte of the model is sent. Check the snapshot before: a signature
     * vouches for it.
     *
     * @throws IllegalStateException when there is no key
     * @throws PublishException when it is not published, or the broker refuses
     */
    public synchronized ModelManifest sign(ModelReference reference) {
        var signer = key.orElseThrow(() -> new IllegalStateException("there is no key to sign with"));
        String what = "signing " + References.text(reference);
        try (var transaction = new ModelTransaction(cluster, topics, reference.getModel(), 0, what)) {
            transaction.begin();
            try {
                var manifest = signer.sign(catalog.index()
                        .find(reference)
                        .orElseThrow(() -> new PublishException(what + " failed: it is not published")));
                transaction.send(manifest);
                transaction.commit();
                return manifest;
            } catch (KafkaException failure) {
                throw transaction.failed(failure);
            }
        }
    }

    private void checkNotStopped(String model) {
        if (closed) {
            throw new PublishException("publishing " + model + " was stopped; no change is visible");
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

    /** Returns the manifest of a draft, without a signature. */
    static ModelManifest manifest(ModelDraft draft, int version, SnapshotChunks chunks, Instant now) {
        return ModelManifest.newBuilder()
                .setReference(new ModelReference(draft.model(), version, chunks.sha256()))
                .setKind(draft.kind())
                .setFormat(draft.format())
                .setSize(chunks.size())
                .setChunkHashes(chunks.hashes())
                .setRows(draft.rows())
                .setColumns(draft.columns())
                .setClasses(draft.classes())
                .setChannels(draft.input().shape().channels())
                .setClassNames(draft.input().names().names())
                .setPreprocessing(draft.input().preprocessing().orElse(null))
                .setTraining(draft.training())
                .setLearningCurve(draft.curve().orElse(null))
                .setProbes(draft.probes())
                .setPublishedBy(draft.publishedBy())
                .setPublishedAt(now.truncatedTo(ChronoUnit.MILLIS))
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
