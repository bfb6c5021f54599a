package io.glyphstream.registry.publishing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.topics.KafkaChunks;
import io.glyphstream.registry.topics.ModelIndex;
import io.glyphstream.registry.topics.ModelReader;
import io.glyphstream.registry.topics.SnapshotAssembly;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The published versions, as the models topic has them at the time of each call.
 *
 * <p>Each call reads what was added since the one before. Safe for use by many threads, one at a time. Where Kafka does
 * not answer, its own exceptions pass through.
 */
public final class ModelCatalog implements AutoCloseable {
    private static final Comparator<ModelManifest> BY_NAME_AND_VERSION = Comparator.comparing(
                    (ModelManifest manifest) -> manifest.getReference().getModel())
            .thenComparing(manifest -> manifest.getReference().getVersion());

    private final KafkaCluster cluster;
    private final Topics topics;

    @GuardedBy("this")
    private final ModelReader reader;

    /** Connects on first use. */
    public ModelCatalog(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
        reader = new ModelReader(cluster, topics);
    }

    /** Returns the manifests of all versions, by name and version. */
    public synchronized List<ModelManifest> manifests() {
        return index().manifests().stream().sorted(BY_NAME_AND_VERSION).toList();
    }

    /** Returns a sentence for each version that a later release published, and that cannot be read here. */
    public synchronized List<String> later() {
        return index().later();
    }

    /** Returns why a version cannot be read, if a later release published it. */
    public synchronized Optional<String> later(String model, int version) {
        return index().later(model, version);
    }

    /** Returns why the newest version of a model cannot be read, if a later release published it. */
    public synchronized Optional<String> laterNewest(String model) {
        var index = index();
        return index.later(model, index.newestNumber(model));
    }

    /** Returns the manifest of a version, such as version 3 of {@code mlp}. */
    public synchronized Optional<ModelManifest> find(String model, int version) {
        return index().find(model, version);
    }

    /** Returns the manifest of exactly this version with exactly this digest: numbers alone may be those of another model. */
    public synchronized Optional<ModelManifest> find(ModelReference reference) {
        return index().find(reference);
    }

    /** Returns the manifest of the newest version of a model. */
    public synchronized Optional<ModelManifest> newest(String model) {
        return index().manifests().stream()
                .filter(manifest -> manifest.getReference().getModel().equals(model))
                .max(BY_NAME_AND_VERSION);
    }

    /** Returns why the snapshot of a version is not whole, or nothing; the format of its bytes is not judged here. */
    public synchronized Optional<String> defect(ModelManifest manifest) {
        return assembly(manifest).defect();
    }

    /**
     * Returns the bytes of a snapshot, verified.
     *
     * @throws InvalidModelException when they are not exactly those that the manifest names
     */
    public synchronized byte[] snapshot(ModelManifest manifest) throws InvalidModelException {
        var assembly = assembly(manifest);
        try (var chunks = new KafkaChunks(cluster, topics.models())) {
            return assembly.assemble(chunks, (reference, read, total) -> {});
        }
    }

    private SnapshotAssembly assembly(ModelManifest manifest) {
        return new SnapshotAssembly(
                manifest, index().chunks(manifest.getReference().getSha256()));
    }

    /** Reads on to the end. */
    synchronized ModelIndex index() {
        return reader.read();
    }

    @Override
    public synchronized void close() {
        reader.close();
    }
}
