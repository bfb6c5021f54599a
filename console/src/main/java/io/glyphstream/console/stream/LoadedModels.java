package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.serving.ModelSnapshotLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The published versions as classifiers, admitted as a processor admits them. Those that were asked for last stay in memory, as
 * long as their snapshots have room in a number of bytes; the last one stays always.
 *
 * <p>Safe for use by many threads. One version is loaded at a time; a version that is in memory is returned without waiting.
 */
public final class LoadedModels implements AutoCloseable {

    /** Room for a few versions of the largest kind: k-NN keeps all of its examples. */
    private static final long MOST_BYTES = 192L << 20;

    private final ModelCatalog catalog;
    private final ModelSnapshotLoader loader = new ModelSnapshotLoader();
    private final Object loading = new Object();
    private final long mostBytes;

    @GuardedBy("loaded")
    private final Map<ModelReference, LoadedModel> loaded = new LinkedHashMap<>(16, 0.75f, true);

    /** Connects on first use. */
    public LoadedModels(KafkaCluster cluster, Topics topics) {
        this(cluster, topics, MOST_BYTES);
    }

    /** Keeps versions whose snapshots have at most so many bytes together. */
    LoadedModels(KafkaCluster cluster, Topics topics, long mostBytes) {
        this.mostBytes = mostBytes;
        catalog = new ModelCatalog(cluster, topics);
    }

    /**
     * Returns exactly this version with exactly this digest; empty if it is not published.
     *
     * @throws InvalidModelException if no processor would serve it: its snapshot is not whole, not sound, or not what its
     *     manifest says
     */
    public Optional<LoadedModel> find(ModelReference reference) throws InvalidModelException {
        var known = known(reference);
        if (known != null) {
            return Optional.of(known);
        }
        synchronized (loading) {
            // Another thread may have loaded it meanwhile.
            known = known(reference);
            return known == null ? load(reference) : Optional.of(known);
        }
    }

    private @Nullable LoadedModel known(ModelReference reference) {
        synchronized (loaded) {
            return loaded.get(reference);
        }
    }

    private Optional<LoadedModel> load(ModelReference reference) throws InvalidModelException {
        var manifest = catalog.find(reference);
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        var model = new LoadedModel(manifest.get(), loader.load(manifest.get(), catalog.snapshot(manifest.get())));
        synchronized (loaded) {
            loaded.put(reference, model);
            makeRoom();
        }
        return Optional.of(model);
    }

    /** Forgets the versions that were asked for longest ago; the first of the map is the oldest. */
    @GuardedBy("loaded")
    private void makeRoom() {
        long bytes = loaded.values().stream()
                .mapToLong(model -> model.manifest().getSize())
                .sum();
        var oldest = loaded.entrySet().iterator();
        while (bytes > mostBytes && loaded.size() > 1) {
            bytes -= oldest.next().getValue().manifest().getSize();
            oldest.remove();
        }
    }

    @Override
    public void close() {
        catalog.close();
        synchronized (loaded) {
            loaded.clear();
        }
    }
}
